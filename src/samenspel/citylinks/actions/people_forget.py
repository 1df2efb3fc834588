# SPDX-License-Identifier: EUPL-1.2
"""Removing somebody from a file on request; the history stays, without the person.

Every text of the file is searched, whatever table it is in (:data:`PATHS`), so that a column that
is added later is searched too. Decisions never change: they are not accepted with a name in them
(``actions.decisions``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.citylinks.actions.steps import locked, log
from samenspel.citylinks.models import CityLink, Person
from samenspel.citylinks.queries.people_texts import mentions_of, same_person, shared_addresses
from samenspel.citylinks.refusal import LinkRefused
from samenspel.citylinks.rules import FORGET_PERSON

PATHS: Mapping[str, str] = {
    "activity": "link",
    "agreement": "link",
    "aim": "agreement__link",
    "aimreview": "look_back__link",
    "appointment": "link",
    "citylink": "pk",
    "contact": "link",
    "gift": "link",
    "handover": "link",
    "lesson": "link",
    "linkdocument": "link",
    "linklist": "links",
    "linkstep": "link",
    "lookback": "link",
    "lookbackedition": "look_back__link",
    "photo": "link",
    "voice": "look_back__link",
}
"""The tables with texts of a file, and how a row belongs to the link."""

WITHOUT_TEXTS: Mapping[str, str] = {
    "consideration": "of a municipality, not of a file",
    "decisionrecord": "says what the decision says, which is not accepted with a name of the file",
    "groupvote": "never changes; not accepted with a name of the file",
    "partydecision": "never changes; not accepted with a name of the file",
    "party": "a local government, not a person",
    "person": "emptied by itself",
    "profileentry": "of a municipality, not of a file",
    "storedfile": "the bytes of documents and photos: people look at those themselves",
}


@dataclass(frozen=True)
class Forgotten:
    """How many rows of people were emptied, and how many texts named the person."""

    people: int
    texts: int


@transaction.atomic
def forget_person(*, person: Person, by: Actor, at: datetime) -> Forgotten:
    """Remove somebody from the file: name, function, addresses, number and account go.

    Where the file names the person in full, "een medewerker van" the party comes instead, also in
    what is otherwise fixed (an agreement, a published look-back). The same person in another row
    goes too. An address or number that others of the file have as well stays in texts.

    Raises
    ------
    PermissionDenied
        The actor may not remove people from this file.
    LinkRefused
        The person was removed already.
    """
    access = locked(person.link, by=by, at=at)
    access.require(FORGET_PERSON)
    kept = Person.objects.select_related("party", "user").get(pk=person.pk)
    if kept.removed_at is not None:
        raise LinkRefused(_("This person was removed from the file."))
    rows = same_person(kept)
    instead = nobody_at(kept.party.name)
    texts = 0
    shared = shared_addresses(access.link, rows)
    patterns = {found for row in rows for found in _patterns(row, shared)}
    for pattern in sorted(patterns, key=lambda found: found.pattern):
        texts += _replace_all(access.link, pattern, instead)
    for row in rows:
        _empty(row, access.on, at)
    log(access.link, "forget_person", by=by, at=at, detail={"people": [row.pk for row in rows]})
    return Forgotten(len(rows), texts)


def nobody_at(party: str) -> str:
    """What stands in a text where somebody was named: texts of a file are in Dutch."""
    with translation.override("nl"):
        return _("an employee of %(party)s") % {"party": party}


def _patterns(person: Person, shared: frozenset[str]) -> set[re.Pattern[str]]:
    """What names the person, also as the account that may have been coupled calls itself."""
    found = {mentions_of(person, shared)}
    if person.user is not None:
        account = Person(name=person.user.name, email=person.user.email)
        found.add(mentions_of(account, shared))
    return {pattern for pattern in found if pattern is not None}


def _replace_all(link: CityLink, pattern: re.Pattern[str], instead: str) -> int:
    """Replace what names the person in every text of the file; how many texts there were."""
    replaced = 0
    for name, path in PATHS.items():
        model = apps.get_model("citylinks", name)
        columns = text_columns(model)
        for row in model._default_manager.filter(**{path: link.pk}).order_by("pk"):
            changed = [
                column
                for column in columns
                if _put(row, column, _without(getattr(row, column), pattern, instead))
            ]
            if changed:
                # A form that was opened before would write the name back.
                row.save(update_fields=[*changed, *_raised(row)])
            replaced += len(changed)
    return replaced


def _raised(row: models.Model) -> list[str]:
    """Count the change in the edition of the row, where it has one."""
    if not any(field.name == "edition" for field in row._meta.concrete_fields):
        return []
    row.edition += 1  # type: ignore[attr-defined]
    return ["edition"]


def text_columns(model: type[models.Model]) -> tuple[str, ...]:
    """The columns in which somebody can write what they like."""
    kinds = (models.CharField, models.TextField, models.JSONField)
    return tuple(
        field.attname
        for field in model._meta.concrete_fields
        if isinstance(field, kinds)
        and not isinstance(field, models.SlugField)
        and not field.choices
    )


def _put(row: models.Model, column: str, value: Any) -> bool:
    """Write the value into the row; whether it is another."""
    is_other = bool(getattr(row, column) != value)
    most = getattr(row._meta.get_field(column), "max_length", None)
    setattr(row, column, value[:most] if most and is_other else value)
    return is_other


def _without(value: Any, pattern: re.Pattern[str], instead: str) -> Any:
    """The value without the person: a text, or a tree of plain values with texts in it."""
    if isinstance(value, str):
        return pattern.sub(lambda _found: instead, value)
    if isinstance(value, list):
        return [_without(one, pattern, instead) for one in value]
    if isinstance(value, dict):
        return {key: _without(one, pattern, instead) for key, one in value.items()}
    return value


def _empty(person: Person, on: date, at: datetime) -> None:
    """Only the kind, the party and the period stay."""
    person.name = person.function = person.email = person.telephone = person.account_email = ""
    person.user = None
    person.removed_at = at
    if person.valid_to is None:
        person.valid_to = max(on, person.valid_from or on)
    person.edition += 1
    person.save()
