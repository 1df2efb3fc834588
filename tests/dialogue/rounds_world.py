# SPDX-License-Identifier: EUPL-1.2
"""A region of some municipalities with an arrangement, for tests of asking."""

from __future__ import annotations

from datetime import UTC, date, datetime

from samenspel.accounts.models import Organisation
from samenspel.accounts.rules import Actor
from samenspel.dialogue.actions.rounds import (
    ClauseValues,
    RoundValues,
    add_document,
    address_members,
    change_round,
    make_round,
    publish_document,
    send_round,
)
from samenspel.dialogue.models import Round, RoundDocument
from samenspel.places.models import Figure, Municipality
from samenspel.register.models import Arrangement, ArrangementVersion, Collection, Participation
from tests.dialogue.small_round import acting, municipality, organisation_of, person

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ON = date(2026, 3, 2)
SLUG = "proefregio"
CLAUSES = (
    ClauseValues("", "1", "Plaats in het bestuur", "Elke gemeente heeft een plaats."),
    ClauseValues("", "2", "Kosten", "Het is niet gratis."),
)


def secretariat() -> Organisation:
    return Organisation.objects.get_or_create(
        name="Secretariaat Proefregio", defaults={"kind": "secretariat"}
    )[0]


def secretary() -> Actor:
    """Somebody of the secretariat."""
    return acting(person("secretariat", secretariat()))


def of_municipality(kind: str, index: int = 0) -> Actor:
    """A councillor, clerk or adviser of a municipality."""
    return acting(person(kind, organisation_of(municipality(index))))


def make_region(members: int = 3, *, is_kept: bool = True) -> ArrangementVersion:
    """An arrangement of municipalities 0, 1, ... with 10,000, 20,000, ... inhabitants."""
    collection = Collection.objects.get_or_create(
        slug="proef",
        defaults={
            "title": "Proef", "kind": "register", "country": "nl", "observed_on": date(2026, 1, 1),
            "fingerprint": "f", "loaded_at": AT,
        },
    )[0]  # fmt: skip
    arrangement = Arrangement.objects.create(
        collection=collection, slug=SLUG, secretariat=secretariat() if is_kept else None
    )
    version = ArrangementVersion.objects.create(
        arrangement=arrangement, collection=collection, key="proef-1", name="Proefregio",
        valid_from=date(2010, 1, 1), source="Test",
    )  # fmt: skip
    for index in range(members):
        join(version, municipality(index))
        Figure.objects.create(
            municipality=municipality(index), indicator="population", on=date(2026, 1, 1),
            value=10_000 * (index + 1), source="Test",
        )  # fmt: skip
    return version


def join(version: ArrangementVersion, place: Municipality, **fields: object) -> Participation:
    return Participation.objects.create(
        version=version, kind="municipality", municipality=place, code=place.code,
        name=place.name, source="Test", **fields,
    )  # fmt: skip


def values_of(round_: Round, **changed: object) -> RoundValues:
    """What stands in a round, with some of it changed."""
    names = RoundValues.__dataclass_fields__
    return RoundValues(**({name: getattr(round_, name) for name in names} | changed))


def begun(**told: object) -> Round:
    """A round that the secretariat just began, about the arrangement when there is one."""
    return make_round(**({
        "organisation": secretariat(), "kind": "draft_arrangement",
        "title": "De toekomst van de Proefregio", "question": "Wat vindt uw raad?",
        "arrangement_slug": SLUG if Arrangement.objects.filter(slug=SLUG).exists() else "",
        "by": secretary(), "at": AT,
    } | told))  # fmt: skip


def with_text(round_: Round) -> RoundDocument:
    """A version of the text, not published yet."""
    return add_document(
        round_=round_, status="draft", title="Ontwerpregeling", introduction="",
        clauses=CLAUSES, by=secretary(), at=AT,
    )  # fmt: skip


def ready(members: int = 3, **told: object) -> Round:
    """A round that can be sent."""
    if not Arrangement.objects.filter(slug=SLUG).exists():
        make_region(members)
    made = begun(**told)
    publish_document(document=with_text(made), by=secretary(), at=AT)
    address_members(round_=made, on=ON, by=secretary(), at=AT)
    return change_round(
        round_=made, values=values_of(made, letter_text="Geachte raad,\n\nWij vragen u iets."),
        edition=1, by=secretary(), at=AT,
    )  # fmt: skip


def sent(members: int = 3, **told: object) -> Round:
    """A round that was sent on 2 March 2026: eight weeks, until 28 April."""
    return send_round(round_=ready(members, **told), sent_on=ON, by=secretary(), at=AT)
