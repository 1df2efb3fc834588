# SPDX-License-Identifier: EUPL-1.2
"""Tables of city links."""

from samenspel.citylinks.models.activities import Activity, Gift, Lesson
from samenspel.citylinks.models.agreements import (
    Agreement,
    Aim,
    DecisionRecord,
    GroupVote,
    PartyDecision,
)
from samenspel.citylinks.models.considerations import Consideration
from samenspel.citylinks.models.contacts import Appointment, Contact
from samenspel.citylinks.models.files import LinkDocument, Photo, StoredFile
from samenspel.citylinks.models.imports import LinkList
from samenspel.citylinks.models.links import RESERVED, CityLink, LinkStep, Party
from samenspel.citylinks.models.look_backs import AimReview, LookBack, LookBackEdition, Voice
from samenspel.citylinks.models.people import Handover, Person
from samenspel.citylinks.models.profiles import ProfileEntry

__all__ = [
    "RESERVED",
    "Activity",
    "Agreement",
    "Aim",
    "AimReview",
    "Appointment",
    "CityLink",
    "Consideration",
    "Contact",
    "DecisionRecord",
    "Gift",
    "GroupVote",
    "Handover",
    "Lesson",
    "LinkDocument",
    "LinkList",
    "LinkStep",
    "LookBack",
    "LookBackEdition",
    "Party",
    "PartyDecision",
    "Person",
    "Photo",
    "ProfileEntry",
    "StoredFile",
    "Voice",
]
