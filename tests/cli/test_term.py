# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner, Result

from samenspel.analysis.terms import HOLIDAYS, RULES, Extension
from samenspel.cli import samenspel
from samenspel.cli.term_words import CLOSED, NOT_EXTENDED, WHAT


def run(*arguments: object) -> Result:
    return CliRunner().invoke(samenspel, ["term", *map(str, arguments)])


def wrong_usage(*arguments: object) -> str:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr.splitlines()[-1].removeprefix("Error: ")


@pytest.mark.parametrize(
    ("arguments", "due"),
    [
        (["opinion-on-budget", "--received", "2024-01-08"], "2024-04-02"),
        (["opinion-on-draft", "--received", "2024-03-14"], "2024-05-13"),
        (["opinion-on-draft", "--received", "2026-06-20"], "2026-08-17"),
        (["budget-to-councils", "--meeting", "2026-09-14"], "2026-06-22"),
        (["budget-to-supervisor", "--adopted", "2026-09-07"], "2026-09-14"),
        (["framework-note", "--year", 2026], "2026-04-30"),
        (["opinion-on-draft", "--received", "2026-03-02", "--weeks", 10], "2026-05-11"),
        (["statutes-to-participants", "--meeting", "2026-11-26"], "2026-08-28"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_first_line_is_the_date(arguments: list[object], due: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == due
    assert result.stderr == ""


def test_the_rule_the_start_and_every_shift_are_told() -> None:
    assert run("opinion-on-draft", "--received", "2024-03-14").stdout.splitlines() == [
        "2024-05-13",
        "",
        "Rule      opinion-on-draft: opinion of a council on a draft arrangement",
        (
            "Article   Wet gemeenschappelijke regelingen, art. 1, lid 3 "
            "(since 2022-07-01; Staatsblad 2022, 18)"
        ),
        "Start     received on Thursday 2024-03-14",
        "Counted   8 weeks later is Thursday 2024-05-09",
        "Shift     2024-05-09 is Ascension Day: one day on",
        "Shift     2024-05-10 is the Friday after Ascension Day, by royal decree: one day on",
        "Shift     2024-05-11 is a Saturday: one day on",
        "Shift     2024-05-12 is a Sunday: one day on",
        "Last day  Monday 2024-05-13, 4 days later than counted",
    ]


def test_a_term_that_stays_says_why() -> None:
    lines = run("budget-to-councils", "--meeting", "2026-09-13").stdout.splitlines()
    assert "No shift  Sunday 2026-06-21 stays: a term that is counted back" in "\n".join(lines)
    assert lines[-2] == "Last day  Sunday 2026-06-21, not shifted"
    assert lines[-1] == "Note      2026-06-21 is a Sunday: be ready on a working day before it"


def test_a_limit_makes_the_last_day_earlier() -> None:
    lines = run("budget-to-supervisor", "--adopted", "2026-09-07").stdout.splitlines()
    assert "Limit     before 15-09 (day-month), so Monday 2026-09-14 at the latest" in lines
    assert lines[-1] == "Last day  Monday 2026-09-14, 7 days earlier than counted"
    late = run("budget-to-supervisor", "--adopted", "2026-10-05").stdout
    assert "2026-09-14 has passed already" in late


def test_an_own_term_that_is_not_stricter_is_told_too() -> None:
    told = run("opinion-on-draft", "--received", "2026-03-02", "--weeks", 6).stdout
    assert told.startswith("2026-04-28")
    assert "own term of 6 weeks ends on Monday 2026-04-13: the law is stricter and counts" in told


def test_what_no_decree_names_yet_is_a_note() -> None:
    told = run("opinion-on-draft", "--received", "2030-04-04").stdout
    assert "no royal decree names 2030-05-31 yet" in told


def test_the_rules_of_before_say_until_when_they_held() -> None:
    told = run("opinion-on-budget", "--received", "2012-03-22").stdout
    assert told.startswith("2012-05-03")
    assert "(from of old, before 2015-01-01)" in told


def test_json_has_every_step_as_values_and_text() -> None:
    document = json.loads(run("opinion-on-budget", "--received", "2024-01-08", "--json").stdout)
    assert (document["due"], document["shift_days"]) == ("2024-04-02", 1)
    assert document["is_extendable"] is True
    assert document["steps"][-1] == {
        "kind": "skipped",
        "on": "2024-04-01",
        "values": {"why": "easter_monday"},
        "text": "2024-04-01 is Easter Monday: one day on",
    }
    assert document["warnings"] == []


def test_the_rules_are_listed_with_what_they_count_from() -> None:
    told = run("--list").stdout
    assert all(rule.key in told and f"--{rule.start}" in told for rule in RULES)
    flemish = run("--list", "--country", "be").stdout
    assert flemish.startswith("Flanders\n")
    assert "opinion-on-draft" not in flemish


def test_the_list_for_machines_has_every_version() -> None:
    listed = json.loads(run("--list", "--json").stdout)
    assert len(listed) == len(RULES)
    budget = [one for one in listed if one["rule"] == "opinion-on-budget"]
    assert [(one["length"], one["valid_from"]) for one in budget] == [
        (6, None),
        (8, "2015-01-01"),
        (12, "2022-07-01"),
    ]
    fixed = next(one for one in listed if one["rule"] == "accounts")
    assert (fixed["day"], fixed["length"]) == ("04-15", None)


def test_every_rule_and_reason_has_its_words() -> None:
    assert set(WHAT) == {rule.key for rule in RULES}
    assert set(CLOSED) == {*HOLIDAYS, "saturday", "sunday"}
    assert set(NOT_EXTENDED) == set(Extension) - {Extension.EXTENDED}


def test_wrong_usage_says_what_to_do() -> None:
    assert wrong_usage() == "name a rule; samenspel term --list has them all"
    assert "there is no rule weather" in wrong_usage("weather", "--year", 2026)
    assert "counts from --received" in wrong_usage("opinion-on-draft", "--meeting", "2026-09-14")
    assert "counts from --received" in wrong_usage("opinion-on-draft")
    assert "no date such as" in wrong_usage("opinion-on-draft", "--received", "14-9-2026")
    assert "goes with" in wrong_usage("--list", "--year", 2026)
    assert wrong_usage("accounts", "--year", 2026, "--country", "be").endswith("--country nl")


def test_what_cannot_be_computed_is_one_sentence() -> None:
    result = run("opinion-on-draft", "--received", "2021-03-01")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: no rule held on 2021-03-01.\n"


def test_neither_help_nor_the_list_imports_the_holidays() -> None:
    code = (
        "import sys; from samenspel.cli import samenspel;"
        "samenspel(['term', '--list'], standalone_mode=False);"
        "assert not {'holidays', 'django', 'numpy'} & set(sys.modules), 'too much'"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
