# SPDX-License-Identifier: EUPL-1.2
"""Policy areas and themes in a source's own words: they may stay, nobody can add one."""

from __future__ import annotations

from typing import Any

import pytest

from samenspel.register.actions import EditRefused
from samenspel.register.editable import SCHEMES, values_of
from samenspel.register.models import HeldValue, VersionDomain
from tests.register.edit_pages import GGD, clerk, current, fields_of, send
from tests.register.holding import correct
from tests.register.small_register import SAFETY, load, version

pytestmark = pytest.mark.django_db


def own_words(one: Any, scheme: str, key: str) -> None:
    VersionDomain.objects.create(
        version=one, scheme=scheme, key=key, is_guess=False, is_entered=False
    )


@pytest.mark.parametrize(("name", "official"), [("policy_areas", "wonen"), ("themes", "talent")])
def test_own_words_stay_beside_what_is_added_and_can_be_taken_off(name: str, official: str) -> None:
    load()
    own_words(version(), SCHEMES[name], "Zaken van de bron")
    before = values_of(version())[name]
    assert "Zaken van de bron" in before
    correct(**{name: (*before, official)})
    assert set(values_of(version())[name]) == {*before, official}
    with pytest.raises(EditRefused):
        correct(**{name: (*before, "Eigen woorden")})
    correct(**{name: (official,)})
    assert values_of(version())[name] == (official,)
    assert HeldValue.objects.filter(field="", record_kind="domain").count() == len(
        set(before) - {official}
    )
    # Once off the list it is no longer there to stay.
    with pytest.raises(EditRefused):
        correct(**{name: (official, "Zaken van de bron")})
    assert version().key == SAFETY


@pytest.mark.usefixtures("example")
def test_form_sends_them_along_as_they_are() -> None:
    own_words(current(), SCHEMES["policy_areas"], "Zaken van de bron")
    client = clerk()
    assert "Zaken van de bron" in fields_of(client.get(f"{GGD}bewerken/"))["policy_areas"]
    assert send(client, f"{GGD}bewerken/", seat_place="Hoorn").status_code == 302
    assert VersionDomain.objects.filter(version=current(), key="Zaken van de bron").exists()
