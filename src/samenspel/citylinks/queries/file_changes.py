# SPDX-License-Identifier: EUPL-1.2
"""The newest acts in the log of a link, in short words: in its own file nobody asks whose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samenspel.accounts.log_labels import action_label
from samenspel.accounts.models import Event
from samenspel.citylinks.models import CityLink

MOST_CHANGES, MOST_READ = 8, 60

SHORT: Mapping[str, str | Promise] = {
    "make_link": _("file begun"),
    "change_link": _("file changed"),
    "activate_link": _("city link taken into use"),
    "publish_link": _("page made public"),
    "unpublish_link": _("page taken off the site"),
    "end_link": _("city link ended"),
    "reopen_link": _("city link taken up again"),
    "import_links": _("taken over from a list"),
    "add_party": _("partner added"),
    "change_party": _("partner changed"),
    "remove_party": _("partner taken out"),
    "end_party": _("partner left"),
    "rejoin_party": _("partner takes part again"),
    "write_agreement": _("version of the agreement written"),
    "change_agreement": _("draft of the agreement changed"),
    "drop_draft": _("draft of the agreement thrown away"),
    "fix_agreement": _("agreement fixed"),
    "record_decision": _("decision written down"),
    "add_person": _("somebody added"),
    "change_person": _("data of somebody changed"),
    "couple_account": _("account coupled"),
    "forget_person": _("somebody removed on request"),
    "begin_handover": _("handover begun"),
    "write_handover": _("handover written down"),
    "finish_handover": _("handover finished"),
    "cancel_handover": _("handover called off"),
    "add_activity": _("activity written down"),
    "change_activity": _("activity changed"),
    "set_activity_state": _("state of an activity changed"),
    "remove_activity": _("activity removed"),
    "add_gift": _("contribution written down"),
    "remove_gift": _("contribution removed"),
    "add_lesson": _("lesson written down"),
    "remove_lesson": _("lesson removed"),
    "add_contact": _("contact written down"),
    "change_contact": _("contact changed"),
    "remove_contact": _("contact removed"),
    "add_appointment": _("date put in the calendar"),
    "change_appointment": _("date in the calendar changed"),
    "cancel_appointment": _("date in the calendar called off or put back"),
    "remove_appointment": _("date removed from the calendar"),
    "add_document": _("document added"),
    "change_document": _("data of a document changed"),
    "replace_document": _("document replaced"),
    "remove_document": _("document removed"),
    "add_photo": _("photo added"),
    "change_photo": _("data of a photo changed"),
    "set_photo_consent": _("consent for a photo changed"),
    "remove_photo": _("photo removed"),
    "begin_look_back": _("look-back begun"),
    "write_look_back": _("look-back worked on"),
    "publish_look_back": _("look-back published"),
    "withdraw_edition": _("look-back taken off the site"),
    "remove_look_back": _("look-back thrown away"),
    "add_voice": _("voice added to a look-back"),
    "change_voice": _("voice in a look-back changed"),
    "take_back_voice": _("voice taken back from a look-back"),
}
"""What was done, without who did it and to which link; by action of the log."""


@dataclass(frozen=True)
class Changed:
    """What was done on a day, in words, and how often."""

    on: date
    words: str
    times: int


def changes_of(link: CityLink) -> tuple[Changed, ...]:
    """The newest acts in the log, those of one kind on one day together; one query."""
    rows = Event.objects.filter(object_kind="city link", object_key=link.slug[:160])
    found = rows.order_by("-at", "-pk").values_list("at", "action")[:MOST_READ]
    counted = Counter((timezone.localdate(at), action) for at, action in found)
    newest = list(counted.items())[:MOST_CHANGES]
    return tuple(Changed(on, short_words(action), times) for (on, action), times in newest)


def short_words(action: str) -> str:
    """What was done, in a few words; of what is not known here what the log says."""
    return str(SHORT[action]) if action in SHORT else action_label(action)
