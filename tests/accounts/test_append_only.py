# SPDX-License-Identifier: EUPL-1.2
"""What was logged stays: the database refuses, whoever asks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from samenspel.accounts.actions import log_event
from samenspel.accounts.append_only import BACKWARDS, FORWARDS, AddedOnly, forbid_changes
from samenspel.accounts.models import Event
from samenspel.accounts.rules import operator

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def line() -> Event:
    return log_event(
        by=operator(), at=AT, action="try", object_kind="site", object_key="x", result="done"
    )


def refused(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    except IntegrityError as error:
        return "only ever added" in str(error)
    return False


@pytest.mark.usefixtures("line")
def test_no_line_is_changed_or_removed_behind_the_back_of_the_model() -> None:
    assert refused("UPDATE accounts_event SET result = 'other'")
    assert refused("DELETE FROM accounts_event")
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.update(result="other")
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.all().delete()
    assert Event.objects.get().result == "done"


def test_adding_is_what_it_is_for(line: Event) -> None:
    assert Event.objects.get() == line


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_emptying_is_refused_as_well() -> None:
    assert refused("TRUNCATE accounts_event")


def test_every_history_has_its_triggers() -> None:
    """A migration that rebuilds such a table on SQLite loses them: this finds it."""
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        names = {row[0] for row in cursor.fetchall()}
    tables = {
        model._meta.db_table
        for model in apps.get_models()
        if issubclass(model, AddedOnly) or model.__name__ in {"Event", "ChangeSet", "Change"}
    }
    endings = {"sqlite": ("no_update", "no_delete"), "postgresql": ("only_added", "not_emptied")}
    expected = {f"{t}_{ending}" for t in tables for ending in endings[connection.vendor]}
    assert {"accounts_event", "dialogue_vote", "stewardship_reminder"} <= tables
    assert expected <= names, expected - names


class Editor:
    """As much of a schema editor as the operation uses, inside the transaction of a test."""

    connection = connection

    def execute(self, sql: str, params: None = None) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)


@pytest.mark.usefixtures("line")
def test_the_operation_can_be_taken_back() -> None:
    operation = forbid_changes("accounts_event")
    assert operation.reverse_code is not None
    operation.reverse_code(apps, Editor())
    assert not refused("UPDATE accounts_event SET result = 'other'")
    operation.code(apps, Editor())
    assert refused("UPDATE accounts_event SET result = 'again'")


def test_both_databases_are_served() -> None:
    assert set(FORWARDS) == set(BACKWARDS) == {"sqlite", "postgresql"}
