# SPDX-License-Identifier: EUPL-1.2
"""Loading the city link of the example, through the actions and at the moments of then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from samenspel.accounts.rules import Actor
from samenspel.citylinks.actions.activities import (
    ActivityValues,
    GiftValues,
    LessonValues,
    add_activity,
    add_gift,
    add_lesson,
)
from samenspel.citylinks.actions.agreements import (
    AgreementValues,
    AimValues,
    fix_agreement,
    write_agreement,
)
from samenspel.citylinks.actions.appointments import AppointmentValues, add_appointment
from samenspel.citylinks.actions.contacts import ContactValues, add_contact
from samenspel.citylinks.actions.decisions import DecisionValues, GroupValues, record_decision
from samenspel.citylinks.actions.documents import add_document
from samenspel.citylinks.actions.links import (
    LinkValues,
    PartyValues,
    activate,
    add_party,
    change_link,
    end_party,
    make_link,
    publish,
)
from samenspel.citylinks.actions.people import (
    HandoverValues,
    PersonValues,
    add_person,
    begin_handover,
    finish_handover,
    write_handover,
)
from samenspel.citylinks.actions.profiles import EntryValues, add_entry
from samenspel.citylinks.example.looking_back import look_back
from samenspel.citylinks.example.written import Written
from samenspel.citylinks.models import Agreement, CityLink, Party, Person
from samenspel.places.models import Municipality

SLUG = "stedenband-amsterdam-delfzijl-heerlen-sluis"
DOMAIN = "voorbeeld.example"


@transaction.atomic
def load_example(*, by: Actor, at: datetime) -> CityLink:
    """The file of the city link, as it would stand at the moment ``at``.

    Needs the package of the built-in example. Days are those of the file, but what is near or still
    to come counts from ``at``. Once it is there, nothing changes.

    Raises
    ------
    PermissionDenied
        The actor may not begin or keep the file of a city link of Amsterdam.
    Municipality.DoesNotExist, LinkRefused
        The package of the example is not in the database.
    """
    held = CityLink.objects.filter(slug=SLUG).first()
    if held is not None:
        return held
    filing = _Filing(Written(at), by)
    filing.begin()
    filing.write_agreements()
    filing.enter_people()
    filing.end_parties()
    filing.record_decisions()
    filing.add_activities()
    filing.add_loose()
    filing.add_calendar()
    filing.hand_over()
    filing.add_documents()
    filing.say_profiles()
    look_back(filing.written, filing.link, filing.parties, by=by)
    return CityLink.objects.get(slug=SLUG)


@dataclass
class _Filing:
    """The file while it is being filled, with the rows that later ones refer to."""

    written: Written
    by: Actor
    link: CityLink = field(init=False)
    places: dict[str, Municipality] = field(init=False)
    parties: dict[str, Party] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    agreements: list[Agreement] = field(default_factory=list)

    def begin(self) -> None:
        """The link with its first parties, in use and to be seen by everybody."""
        told, rows = self.written.told["link"], self.written.told["parties"]
        self.places = {key: Municipality.objects.get(code=row["code"]) for key, row in rows.items()}
        at = self.written.moment(told["begun_on"])
        first = [key for key, row in rows.items() if "valid_from" not in row]
        head = {
            "name": told["name"],
            "purpose": told["purpose"].strip(),
            "begun_on": told["begun_on"],
            "arrangement_slug": told["arrangement_slug"],
            "source": told["source"],
        }
        self.link = make_link(
            municipality=self.places[told["home"]],
            parties=[PartyValues(self.places[key]) for key in first if key != told["home"]],
            by=self.by,
            at=at,
            **head,
        )
        values = LinkValues(**head, rhythm_days=told["rhythm_days"])
        self.link = change_link(
            link=self.link, values=values, edition=self.link.edition, by=self.by, at=at
        )
        self.link = activate(link=self.link, on=told["begun_on"], by=self.by, at=at)
        self.link = publish(link=self.link, is_public=True, by=self.by, at=at)
        by_place = {one.municipality_id: one for one in self.link.parties.all()}
        self.parties = {key: by_place[self.places[key].pk] for key in first}

    def write_agreements(self) -> None:
        """Every version with its aims, fixed."""
        for told in self.written.told["agreements"]:
            row = dict(told)
            at = self.written.moment(row.pop("fixed_on"))
            aims = [AimValues(**aim) for aim in row.pop("aims")]
            made = write_agreement(
                link=self.link, values=AgreementValues(**row, aims=aims), by=self.by, at=at
            )
            self.agreements.append(fix_agreement(agreement=made, by=self.by, at=at))

    def end_parties(self) -> None:
        """Who left."""
        rows = self.written.told["parties"]
        for key in (key for key in rows if "last_day" in rows[key]):
            last = rows[key]["last_day"]
            end_party(
                party=self.parties[key],
                last_day=last,
                edition=self._edition(),
                by=self.by,
                at=self.written.moment(last),
            )

    def enter_people(self) -> None:
        """Everybody, at a party; a party that joins later joins here."""
        rows = self.written.told["parties"]
        for key in (key for key in rows if "valid_from" in rows[key]):
            since = rows[key]["valid_from"]
            self.parties[key] = add_party(
                link=self.link,
                values=PartyValues(self.places[key], valid_from=since),
                by=self.by,
                at=self.written.moment(since),
            )
        for key, told in self.written.told["people"].items():
            account = told.get("account", "")
            values = PersonValues(
                kind=told["kind"],
                name=told["name"],
                function=told["function"],
                email=f"{account or key}@{DOMAIN}",
                valid_from=told["valid_from"],
                valid_to=told.get("valid_to"),
                account_email=f"{account}@{DOMAIN}" if account else "",
            )
            self.people[key] = add_person(
                party=self.parties[told["party"]],
                values=values,
                by=self.by,
                at=self.written.moment(told["valid_from"]),
            )

    def record_decisions(self) -> None:
        """What councils and executives decided; votes are made up."""
        for told in self.written.told["decisions"]:
            votes = told.get("votes")
            values = DecisionValues(
                about="agreement",
                body=told["body"],
                on=told["on"],
                is_adopted=True,
                votes_for=votes[0] if votes else None,
                votes_against=votes[1] if votes else None,
                note=self.written.made_up(told.get("note", "")),
                source=self.written.source(told),
                groups=[GroupValues(*group) for group in told.get("groups", [])],
            )
            record_decision(
                link=self.link,
                party=self.parties[told["party"]],
                agreement=self.agreements[told["agreement"] - 1],
                values=values,
                by=self.by,
                # A council decides on a text that is fixed.
                at=self.written.moment(max(told["on"], self._fixed_on(told["agreement"]))),
            )

    def add_activities(self) -> None:
        """Activities with their contributions and lessons."""
        for told in self.written.told["activities"]:
            on = self.written.on(told)
            there = told["with"]
            values = ActivityValues(
                kind=told["kind"],
                level=told["level"],
                title=told["title"],
                on=on,
                until=told.get("until"),
                phase=told.get("phase", "doing"),
                state=told.get("state", "done"),
                text=self.written.made_up(told.get("text", "")),
                place=told["place"],
                aim_key=told.get("aim", ""),
                with_officials="officials" in there,
                with_politicians="politicians" in there,
                with_society="society" in there,
                is_quick_result=told.get("quick", False),
                is_public=True,
                source=self.written.source(told),
            )
            add_activity(
                link=self.link,
                values=values,
                gifts=[self._gift(gift) for gift in told.get("gifts", [])],
                lessons=[self._lesson(lesson) for lesson in told.get("lessons", [])],
                by=self.by,
                at=self.written.moment(on),
            )

    def add_loose(self) -> None:
        """Contributions and lessons that belong to no activity."""
        for told in self.written.told["gifts"]:
            values = self._gift(told["what"], self.written.made_up(told["note"]))
            at = self.written.moment(told["on"])
            add_gift(link=self.link, values=values, on=told["on"], by=self.by, at=at)
        for told in self.written.told["lessons"]:
            lesson = self._lesson(told["what"])
            at = self.written.moment(told["on"])
            add_lesson(link=self.link, values=lesson, on=told["on"], by=self.by, at=at)

    def add_calendar(self) -> None:
        """Moments of contact that were, and dates that are to come."""
        for told in self.written.told["contacts"]:
            on = self.written.on(told)
            contact = ContactValues(
                kind=told["kind"],
                on=on,
                parties=[self.parties[key] for key in told.get("parties", [])],
                people=[self.people[key] for key in told["people"]],
                note=self.written.made_up(told["note"]),
            )
            add_contact(link=self.link, values=contact, by=self.by, at=self.written.moment(on))
        for told in self.written.told["appointments"]:
            appointment = AppointmentValues(
                title=told["title"],
                on=self.written.on(told),
                until=self.written.day(told, "until", "until_in"),
                starts_at=told.get("starts_at"),
                ends_at=told.get("ends_at"),
                place=told["place"],
                note=self.written.made_up(told["note"]),
                is_public=told.get("is_public", False),
            )
            add_appointment(link=self.link, values=appointment, by=self.by, at=self.written.at)

    def hand_over(self) -> None:
        """One handover is done, one is under way."""
        for told in self.written.told["handovers"]:
            at = self.written.moment(self.written.on(told, "begun_on", "begun_in"))
            made = begin_handover(
                person=self.people[told["leaving"]],
                last_day=self.written.on(told, "last_day", "last_in"),
                by=self.by,
                at=at,
            )
            names = ("open_matters", "promises", "whom_to_know", "advice")
            values = HandoverValues(
                **{name: self.written.made_up(told.get(name, "")) for name in names}
            )
            made = write_handover(
                handover=made, values=values, edition=made.edition, by=self.by, at=at
            )
            if "successor" in told:
                finish_handover(
                    handover=made,
                    successor=self.people[told["successor"]],
                    on=told["done_on"],
                    by=self.by,
                    at=self.written.moment(told["done_on"]),
                )

    def add_documents(self) -> None:
        """Plain texts that say themselves that they are an example."""
        for told in self.written.told["documents"]:
            about = told.get("agreement")
            add_document(
                link=self.link,
                title=told["title"],
                description=told["description"],
                on=told["on"],
                file_name=told["file_name"],
                content=told["content"].lstrip().encode(),
                is_public=told.get("is_public", False),
                agreement=self.agreements[about - 1] if about else None,
                by=self.by,
                at=self.written.moment(told["on"]),
            )

    def say_profiles(self) -> None:
        """What the municipalities say of themselves; facts as they are, the rest with its word."""
        for told in self.written.told["profiles"]:
            made_up = [(k, theme, self.written.made_up(text)) for k, theme, text in told["made_up"]]
            for kind, theme, text in [*map(tuple, told["facts"]), *made_up]:
                add_entry(
                    municipality=self.places[told["party"]],
                    values=EntryValues(kind, theme, text),
                    by=self.by,
                    at=self.written.at,
                )

    def _gift(self, told: Iterable[Any], note: str = "") -> GiftValues:
        giver, receiver, people, hours, euros = told
        return GiftValues(
            self.parties[giver], self.parties[receiver], people, Decimal(hours), euros, note
        )

    def _lesson(self, told: Iterable[str]) -> LessonValues:
        learner, teacher, text = told
        return LessonValues(
            self.parties[learner],
            self.written.made_up(text),
            self.parties[teacher] if teacher else None,
            is_public=True,
        )

    def _edition(self) -> int:
        return CityLink.objects.get(pk=self.link.pk).edition

    def _fixed_on(self, number: int) -> date:
        found: date = self.written.told["agreements"][number - 1]["fixed_on"]
        return found
