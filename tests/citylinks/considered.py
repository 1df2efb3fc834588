# SPDX-License-Identifier: EUPL-1.2
"""A consideration of Amsterdam, which is in the example, and people of its municipality."""

from __future__ import annotations

import re

from django.test import Client

from samenspel.accounts.models import Role, User
from samenspel.citylinks.actions.considerations import answer, begin
from samenspel.citylinks.models import Consideration
from samenspel.places.models import Municipality
from tests.analysis.link_guide.stories import story
from tests.citylinks.small_links import AT, acting, organisation_of


def amsterdam(kind: str = "adviser") -> User:
    """Somebody of Amsterdam, which is in the example."""
    email = f"{kind}-amsterdam@test.example"
    found = User.objects.filter(email=email).first()
    if found is None:
        place = Municipality.objects.get(code="GM0363")
        found = User.objects.create_user(email, "geheim", name=f"{kind} Amsterdam")
        Role.objects.create(user=found, organisation=organisation_of(place), kind=kind)
    return found


def made(**other: str) -> Consideration:
    """A consideration of Amsterdam that leads to a city link, with a note."""
    by = acting(amsterdam())
    held = begin(
        municipality=Municipality.objects.get(code="GM0363"),
        title="Band met de randen",
        answers=story("stedenband", **other),
        by=by,
        at=AT,
    )
    return answer(
        consideration=held,
        answers={},
        notes={"mensen": "Twee dagen per week."},
        edition=1,
        by=by,
        at=AT,
    )


def text(client: Client, path: str, *, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return re.sub(r"\s+", " ", response.content.decode())
