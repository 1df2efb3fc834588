# SPDX-License-Identifier: EUPL-1.2
"""The people of the demo."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count

import pytest

from samenspel.accounts.demo import demo_people, demo_secretariat
from samenspel.accounts.models import Role, User
from samenspel.accounts.rules import operator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("example")]
AT = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def made() -> list[tuple[str, str, str]]:
    numbers = count(1)
    return demo_people(by=operator(), at=AT, new_password=lambda: f"geheim-{next(numbers)}")


def test_every_kind_of_role_has_somebody_and_two_municipalities_have_a_council() -> None:
    made()
    assert set(Role.objects.values_list("kind", flat=True)) == set(Role.Kind.values)
    homes = Role.objects.filter(kind="councillor").order_by("pk")
    assert [role.organisation.name for role in homes] == [
        "Gemeente Purmerend",
        "Gemeente Amsterdam",
    ]
    assert demo_secretariat().roles.get().user.email == "secretariaat@voorbeeld.example"


def test_a_second_time_gives_new_passwords_and_no_new_people() -> None:
    made()
    before = list(Role.objects.order_by("pk").values_list("user__email", "kind"))
    logins = demo_people(by=operator(), at=AT, new_password=lambda: "een-ander-geheim")
    assert list(Role.objects.order_by("pk").values_list("user__email", "kind")) == before
    assert sorted(email for email, _password, _role in logins) == sorted(e for e, _kind in before)
    assert all(user.check_password("een-ander-geheim") for user in User.objects.all())
