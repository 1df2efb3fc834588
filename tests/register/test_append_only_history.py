# SPDX-License-Identifier: EUPL-1.2
"""History is only ever added to: the models refuse, and so does the database itself."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from samenspel.accounts.rules import operator
from samenspel.register.actions import correct_version
from samenspel.register.models import Change, ChangeSet
from samenspel.register.queries.editing import token_of
from tests.register.small_register import AT, GROUND, load, triggers, version

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _changed() -> None:
    load()
    one = version()
    correct_version(
        version=one, values={"name": "Anders"}, seen=token_of(one), ground=GROUND,
        by=operator(), at=AT,
    )  # fmt: skip


@pytest.mark.parametrize("model", [ChangeSet, Change])
def test_models_refuse_to_change_or_remove(model: type[ChangeSet | Change]) -> None:
    row = model.objects.get()
    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE register_changeset SET reason = 'anders'",
        "UPDATE register_change SET position = 9",
        "DELETE FROM register_change",
        "DELETE FROM register_changeset",
    ],
)
def test_database_refuses_to_change_or_remove(statement: str) -> None:
    before = (list(ChangeSet.objects.values()), list(Change.objects.values()))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert (list(ChangeSet.objects.values()), list(Change.objects.values())) == before


def test_triggers_are_there_for_both_tables() -> None:
    found = set(triggers().values())
    assert {"register_changeset", "register_change"} <= found


def test_records_say_what_they_are() -> None:
    assert str(ChangeSet.objects.get()).startswith("2026-07-01 09:00 operator: correct ")
    assert str(Change.objects.get()).startswith("version [")
