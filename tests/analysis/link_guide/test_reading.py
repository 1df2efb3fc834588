# SPDX-License-Identifier: EUPL-1.2
"""A guide that is not right is refused, with everything that is wrong and where it stands."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from samenspel.analysis.link_guide import GuideError, Text, link_guide, read_guide
from tests.analysis.link_guide.small_guide import SMALL


def problems(text: str) -> list[str]:
    with pytest.raises(GuideError) as found:
        read_guide(text)
    assert str(found.value) == "\n".join(found.value.problems)
    return list(found.value.problems)


def changed(old: str, new: str, *, times: int = 1) -> str:
    assert old in SMALL
    return SMALL.replace(old, new, times)


def test_the_small_guide_is_right() -> None:
    guide = read_guide(SMALL)
    assert [question.key for question in guide.questions] == ["staff", "who"]
    assert guide.by_key["who"].only_when == {"staff": frozenset({"yes"})}
    assert guide.questions[0].answers[0].points == {"link": 2}


def test_our_own_guide_is_right_and_addresses_the_reader() -> None:
    guide = link_guide()
    assert len(guide.advices) == 7
    assert sum(question.only_when is None for question in guide.questions) == 15
    text = files("samenspel.analysis.link_guide").joinpath("link_guide.toml").read_text("utf-8")
    assert not re.search(r"\b(je|jij|jullie|jouw)\b", text)
    longest = max(
        len(sentence.split())
        for found in re.findall(r'nl = "([^"]+)"', text)
        for sentence in re.split(r"[.:?!] ", found)
    )
    assert longest <= 20


def test_a_text_is_said_in_the_language_of_the_reader() -> None:
    text = Text("ja", "yes")
    assert [text.said_in(language) for language in ("nl", "nl-be", "en", "de")] == [
        "ja",
        "ja",
        "yes",
        "yes",
    ]


def test_what_is_no_toml_is_said() -> None:
    assert problems("version = ")[0].startswith("the file is no TOML: ")


def test_every_problem_is_named_at_once() -> None:
    found = problems("")
    for key in ("version", "least_answers", "advices", "parts", "questions", "knock_outs"):
        assert f"the file: {key} is missing" in found


EXTRA_ANSWER = """
[[questions.answers]]
key = "{key}"
nl = "Iets."
en = "Something."
"""
EXTRA_QUESTION = """
[[questions]]
key = "{key}"
part = "all"
only_when = {when}
ask = {{ nl = "Wat?", en = "What?" }}
why = {{ nl = "Om te weten.", en = "To know." }}
"""
ANSWERS = EXTRA_ANSWER.format(key="a") + EXTRA_ANSWER.format(key="b")


def with_question(key: str, when: str, answers: str = ANSWERS) -> str:
    made = EXTRA_QUESTION.format(key=key, when=when) + answers
    return SMALL.replace("[[knock_outs]]", made + "\n[[knock_outs]]")


BROKEN = {
    "unknown key in the file": (
        'colour = "red"\n' + SMALL,
        "the file: unknown key 'colour'",
    ),
    "unknown key in an answer": (
        changed('en = "Somebody."', 'en = "Somebody."\nbecuase = "x"'),
        "question 1 (staff), answer 1 (yes): unknown key 'becuase'",
    ),
    "unknown key in a text": (
        changed('en = "Who?" }', 'en = "Who?", de = "Wer?" }'),
        "question 1 (staff), ask: unknown key 'de'",
    ),
    "missing translation of a question": (
        changed('ask = { nl = "Wie?", en = "Who?" }', 'ask = { nl = "Wie?" }'),
        "question 1 (staff), ask: the text in 'en' is missing",
    ),
    "empty translation of an answer": (
        changed('nl = "Iemand."', 'nl = " "'),
        "answer 1 (yes): the text in 'nl' is missing",
    ),
    "translation that is no text": (
        changed('nl = "Iemand."', "nl = 7"),
        "answer 1 (yes): the text in 'nl' is missing",
    ),
    "text that is no table": (
        changed('ask = { nl = "Wie?", en = "Who?" }', 'ask = "Wie?"'),
        "question 1 (staff): ask must be a text in each language",
    ),
    "text that is not there": (
        changed('ask = { nl = "Wie?", en = "Who?" }', ""),
        "question 1 (staff): ask is missing",
    ),
    "empty list of texts": (
        changed('takes = [ { nl = "Niets.", en = "Nothing." } ]', "takes = []"),
        "advice 1 (wait): takes must have at least one text",
    ),
    "list of what is no table": (
        changed('takes = [ { nl = "Niets.", en = "Nothing." } ]', 'takes = ["Niets"]'),
        "advice 1 (wait), takes 1: must be a table",
    ),
    "list that is none": (
        changed('takes = [ { nl = "Niets.", en = "Nothing." } ]', "takes = 3"),
        "advice 1 (wait): takes must be a list",
    ),
    "empty key": (changed('key = "staff"', 'key = ""'), "key is empty"),
    "key with capitals": (
        changed('key = "staff"', 'key = "Staff hours"'),
        "key 'Staff hours' may have small letters, digits and single hyphens only",
    ),
    "key that is no text": (changed('key = "staff"', "key = 3"), "key must be a text"),
    "flag that is none": (
        changed("several = true", 'several = "yes"'),
        "question 2 (who): several must be true or false",
    ),
    "number that is no number": (
        changed("least_answers = 1", "least_answers = true"),
        "the file: least_answers must be a whole number",
    ),
    "number out of bounds": (
        changed("least_answers = 1", "least_answers = 0"),
        "the file: least_answers is 0; it must lie from 1 to 1000",
    ),
    "more answers needed than asked": (
        changed("least_answers = 1", "least_answers = 2"),
        "least_answers is 2; only 1 questions are always asked",
    ),
    "part that is not there": (
        changed('part = "all"', 'part = "some"'),
        "question 1 (staff): unknown part 'some'",
    ),
    "question without answers": (
        with_question("extra", '{ staff = ["yes"] }', ""),
        "question 'extra': needs at least two answers",
    ),
    "question with one answer": (
        with_question("extra", '{ staff = ["yes"] }', EXTRA_ANSWER.format(key="a")),
        "question 'extra': needs at least two answers",
    ),
    "question after one that does not exist": (
        with_question("extra", '{ nowhere = ["yes"] }'),
        "question 'extra': there is no earlier question 'nowhere'",
    ),
    "question after itself": (
        with_question("extra", '{ extra = ["a"] }'),
        "question 'extra': there is no earlier question 'extra'",
    ),
    "question after an answer that does not exist": (
        with_question("extra", '{ staff = ["perhaps"] }'),
        "question 'extra': question 'staff' has no answer 'perhaps'",
    ),
    "question that cannot be reached": (
        with_question("extra", '{ who = ["official"], staff = ["no"] }'),
        "question 'extra': cannot be reached, its conditions exclude each other",
    ),
    "condition without answers": (
        with_question("extra", "{ staff = [] }"),
        "only_when of 'staff' must be a list of one or more names",
    ),
    "condition that is no table": (
        with_question("extra", '["staff"]'),
        "only_when must be lists of names",
    ),
    "points that are no number": (
        changed("points = { link = 2 }", 'points = { link = "2" }'),
        "answer 1 (yes): points of 'link' must be a whole number",
    ),
    "points for and against nothing": (
        changed("points = { link = 2 }", "points = { link = 0 }"),
        "points of 'link' must lie from -9 to 9, and not be 0",
    ),
    "points that decide alone": (
        changed("points = { link = 2 }", "points = { link = 10 }"),
        "points of 'link' must lie from -9 to 9, and not be 0",
    ),
    "points to an unknown advice": (
        changed("points = { link = 2 }", "points = { link = 2, chain = 1 }"),
        "question 'staff', answer 'yes': points to an unknown advice 'chain'",
    ),
    "points without a reason": (
        changed('because = { nl = "Er is iemand.", en = "There is somebody." }', ""),
        "question 'staff', answer 'yes': has points and no reason (because)",
    ),
    "reason without points": (
        changed("points = { link = 2 }", ""),
        "question 'staff', answer 'yes': has a reason (because) and no points",
    ),
    "advice nothing points to": (
        changed("points = { wait = 1 }", "points = { wait = -1 }"),
        "advice 'wait': no answer points towards it",
    ),
    "no last resort": (
        changed("is_last_resort = true", ""),
        "exactly one advice must be the last resort (is_last_resort = true)",
    ),
    "last resort ruled out": (
        changed('advices = ["link"]', 'advices = ["wait"]'),
        "rule 1: the last resort 'wait' cannot be ruled out",
    ),
    "rule about an unknown advice": (
        changed('advices = ["link"]', 'advices = ["chain"]'),
        "rule 1: unknown advice 'chain'",
    ),
    "rule without advices": (changed('advices = ["link"]', ""), "rule 1: advices is missing"),
    "rule that is no list": (
        changed('advices = ["link"]', 'advices = "link"'),
        "rule 1: advices must be a list of names",
    ),
    "rule without a condition": (
        changed('when = { staff = ["no"] }', ""),
        "rule 1: says not when (when)",
    ),
    "rule about an unknown question": (
        changed('when = { staff = ["no"] }', 'when = { money = ["no"] }'),
        "rule 1: there is no question 'money'",
    ),
    "rule that can never happen": (
        changed('when = { staff = ["no"] }', 'when = { staff = ["no"], who = ["official"] }'),
        "rule 1: can never happen, its answers exclude each other",
    ),
    "two questions of one name": (
        changed('key = "who"', 'key = "staff"'),
        "question 'staff' stands there twice",
    ),
    "two answers of one name": (
        changed('key = "neighbour"', 'key = "official"'),
        "question 'who': answer 'official' stands there twice",
    ),
    "two advices of one name": (
        changed('key = "link"', 'key = "wait"'),
        "advice 'wait' stands there twice",
    ),
}


@pytest.mark.parametrize("name", list(BROKEN))
def test_a_mistake_is_named_with_its_place(name: str) -> None:
    text, expected = BROKEN[name]
    assert any(expected in problem for problem in problems(text)), problems(text)


def test_a_rule_may_ask_for_two_answers_to_one_question_where_several_may_be_given() -> None:
    told = with_question("extra", '{ who = ["official"] }')
    guide = read_guide(
        told.replace('when = { staff = ["no"] }', 'when = { extra = ["a"], who = ["neighbour"] }')
    )
    assert guide.knock_outs[0].when["who"] == {"neighbour"}
