# SPDX-License-Identifier: EUPL-1.2
"""``samenspel verify``: whole or broken, against what somebody wrote down."""

from __future__ import annotations

import json
from importlib import import_module

import pytest
from click.testing import CliRunner, Result
from django.db import connection

from samenspel.accounts.append_only import BACKWARDS
from samenspel.accounts.chain_checks import Fault, Verified
from samenspel.cli import samenspel
from samenspel.dialogue.models import Round, Vote
from samenspel.dialogue.verification import verify
from tests.dialogue.meeting_world import Board, make_board

pytestmark = pytest.mark.django_db
# The package has a command of the same name as the module.
MODULE = import_module("samenspel.cli.verify")


@pytest.fixture
def board(monkeypatch: pytest.MonkeyPatch) -> Board:
    monkeypatch.setattr(MODULE, "migrate", lambda: None)
    made = make_board((3, 2, 1))
    made.ballot("+-+")
    return made


def run(*words: str) -> Result:
    return CliRunner().invoke(samenspel, ["verify", *words])


def tamper() -> None:
    with connection.cursor() as cursor:
        for statement in BACKWARDS[connection.vendor]:
            cursor.execute(statement.format(table="dialogue_vote"))
        cursor.execute("UPDATE dialogue_vote SET votes_for = votes_for + 1")


@pytest.mark.usefixtures("board")
def test_whole_is_said_with_the_head() -> None:
    result = run()
    assert result.exit_code == 0
    report = verify(Round.objects.get())
    assert f"proef: whole; {report.records} records" in result.output
    assert f"head {report.number}:{report.digest}" in result.output


@pytest.mark.usefixtures("board")
def test_the_first_broken_link_is_named() -> None:
    tamper()
    result = run("proef")
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[0].startswith("proef: BROKEN")
    # A row counts on from what earlier tests used up where a database does not give numbers back.
    first = Vote.objects.order_by("pk")[0]
    assert lines[1] == f"  record 5 (vote {first.pk}): its row was changed: votes_for"


@pytest.mark.usefixtures("board")
def test_json_has_everything() -> None:
    tamper()
    result = run("--json")
    assert result.exit_code == 1
    (found,) = json.loads(result.output)["rounds"]
    assert not found["is_whole"]
    assert found["faults"][0]["fields"] == ["votes_for"]


@pytest.mark.usefixtures("board")
def test_a_head_that_was_written_down() -> None:
    report = verify(Round.objects.get())
    assert run("proef", "--head", f"{report.number}:{report.digest[:8]}").exit_code == 0
    wrong = run("proef", "--head", f"{report.number}:{'0' * 64}")
    assert wrong.exit_code == 1
    assert "there once" in wrong.output
    lost = run("proef", "--head", "99:01234567")
    assert "record 99: this record was there once" in lost.output


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("nergens",), 1),
        (("--head", "1:01234567"), 2),
        (("proef", "--head", "1"), 2),
        (("proef", "--head", "1:0123"), 2),
        (("proef", "--head", "x:01234567"), 2),
    ],
    ids=["unknown", "no round", "no digest", "short", "no number"],
)
def test_wrong_use_is_told(words: tuple[str, ...], code: int) -> None:
    assert run(*words).exit_code == code


def test_no_dialogues_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MODULE, "migrate", lambda: None)
    result = run()
    assert (result.exit_code, result.output) == (0, "There are no dialogues and no city links.\n")


def test_a_long_list_is_cut() -> None:
    faults = tuple(Fault(0, "vote", str(n), "unrecorded") for n in range(25))
    lines = MODULE._lines([Verified("proef", 1, 26, 1, "0" * 64, faults)])
    assert lines[1] == "  no record (vote 0): this row has no record"
    assert lines[-1] == "  and 5 more"
