# SPDX-License-Identifier: EUPL-1.2
"""What a municipality says of itself: kept by its own people, removed and put back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied

from samenspel.accounts.models import Event
from samenspel.accounts.rules import visitor
from samenspel.citylinks.actions import profiles
from samenspel.citylinks.actions.profiles import EntryValues
from samenspel.citylinks.models import ProfileEntry
from samenspel.citylinks.queries.partners import shared_entries
from samenspel.citylinks.refusal import ChangedMeanwhile, LinkRefused
from tests.citylinks.small_links import AT, acting, municipality, user

pytestmark = pytest.mark.django_db
OFFER = EntryValues(kind="offer", theme="talent", text="Stages voor scholieren")


def add(values: EntryValues = OFFER, index: int = 0) -> ProfileEntry:
    return profiles.add_entry(
        municipality=municipality(index), values=values, by=acting(user("adviser", index)), at=AT
    )


def test_an_entry_is_kept_tidied_with_who_wrote_it() -> None:
    made = add(replace(OFFER, text="  Stages   voor scholieren ", domain="economie"))
    assert (made.text, made.domain, made.is_shared) == ("Stages voor scholieren", "economie", True)
    assert made.made_by_name == str(user("adviser"))
    event = Event.objects.get(action="add_profile_entry")
    assert (event.object_kind, event.object_key) == ("municipality", "GM7000")
    assert event.detail == {"entry": made.pk, "entry_kind": "offer", "is_shared": True}


@pytest.mark.parametrize("kind", ["councillor", "visitor", "other"])
def test_only_clerk_and_adviser_of_the_municipality_keep_it(kind: str) -> None:
    made = add()
    by = {
        "councillor": acting(user("councillor")),
        "visitor": visitor(),
        "other": acting(user("adviser", 1)),
    }[kind]
    with pytest.raises(PermissionDenied):
        profiles.add_entry(municipality=municipality(0), values=OFFER, by=by, at=AT)
    with pytest.raises(PermissionDenied):
        profiles.change_entry(entry=made, values=OFFER, edition=1, by=by, at=AT)
    with pytest.raises(PermissionDenied):
        profiles.remove_entry(entry=made, by=by, at=AT)
    with pytest.raises(PermissionDenied):
        profiles.restore_entry(entry=made, by=by, at=AT)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "wish"}, "kind"),
        ({"theme": "weer"}, "theme"),
        ({"domain": "weer"}, "domain"),
        ({"text": "  "}, "text"),
        ({"text": "x" * 301}, "text"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(wrong: dict[str, str], field: str) -> None:
    with pytest.raises(LinkRefused) as refused:
        add(replace(OFFER, **wrong))  # type: ignore[arg-type]
    assert refused.value.field == field


def test_the_same_stands_there_once() -> None:
    add()
    with pytest.raises(LinkRefused, match="al in het profiel"):
        add()
    add(replace(OFFER, kind="need"))
    add(index=1)


def test_there_is_an_end_to_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profiles, "MOST_ENTRIES", 1)
    add()
    with pytest.raises(LinkRefused, match="er eerst een weg"):
        add(replace(OFFER, text="Nog iets"))


def test_a_change_needs_the_latest_edition() -> None:
    made, by = add(), acting(user("clerk"))
    told = replace(OFFER, kind="strength", text="Sterke scholen", is_shared=False)
    changed = profiles.change_entry(entry=made, values=told, edition=1, by=by, at=AT)
    assert (changed.kind, changed.text, changed.is_shared) == ("strength", "Sterke scholen", False)
    assert changed.edition == 2
    with pytest.raises(ChangedMeanwhile):
        profiles.change_entry(entry=made, values=OFFER, edition=1, by=by, at=AT)


def test_a_change_may_not_make_it_the_same_as_another() -> None:
    add()
    other, by = add(replace(OFFER, text="Iets anders")), acting(user("clerk"))
    with pytest.raises(LinkRefused) as refused:
        profiles.change_entry(entry=other, values=OFFER, edition=1, by=by, at=AT)
    assert refused.value.field == "text"


def test_what_is_removed_counts_no_more_and_can_be_put_back() -> None:
    made, by = add(), acting(user("adviser"))
    assert shared_entries().offers == {"GM7000": frozenset({"talent"})}
    removed = profiles.remove_entry(entry=made, by=by, at=AT)
    assert removed.removed_at == AT
    assert shared_entries().offers == {}
    for act in (
        partial(profiles.remove_entry, entry=made, by=by, at=AT),
        partial(profiles.change_entry, entry=made, values=OFFER, edition=2, by=by, at=AT),
    ):
        with pytest.raises(LinkRefused, match="weggehaald"):
            act()
    back = profiles.restore_entry(entry=made, by=by, at=AT)
    assert back.removed_at is None
    assert shared_entries().offers == {"GM7000": frozenset({"talent"})}
    with pytest.raises(LinkRefused, match="al in het profiel"):
        profiles.restore_entry(entry=made, by=by, at=AT)


def test_it_is_not_put_back_beside_the_same() -> None:
    made, by = add(), acting(user("adviser"))
    profiles.remove_entry(entry=made, by=by, at=AT)
    add()
    with pytest.raises(LinkRefused) as refused:
        profiles.restore_entry(entry=made, by=by, at=AT)
    assert refused.value.field == "text"
