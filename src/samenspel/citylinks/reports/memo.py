# SPDX-License-Identifier: EUPL-1.2
"""A consideration as a memo for executive and council."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samenspel.citylinks.queries.considerations import ConsiderationPage
from samenspel.citylinks.queries.guide import AdvicePage, ShownChange, ShownStanding
from samenspel.citylinks.reports.memo_partners import partners_sections
from samenspel.paper.sheet import (
    Column,
    Definition,
    Point,
    Points,
    Prose,
    Row,
    Section,
    Sheet,
    Table,
)
from samenspel.places.notation import written

Address = Callable[[str], str]
"""From a path on the site to a whole address."""
MOST_CHANGES = 3
"""Of each form that another answer would lead to; the page has them all."""


def memo_sheet(page: ConsiderationPage, address: Address) -> Sheet:
    """Question, advice with reasons, what it takes, partners in view, what the council decides.

    The date is that of the last change, so that the same consideration gives the same file.
    """
    on = timezone.localdate(page.changed_at)
    title = _("Memo: %(title)s") % {"title": page.title}
    methods = address(reverse("methods"))
    return Sheet(
        language=(get_language() or "nl").split("-")[0],
        on=on,
        kicker=page.municipality,
        title=title,
        lead=_("For executive and council. As it was on %(date)s.")
        % {"date": date_format(on, "DATE_FORMAT")},
        description=title,
        figures=(),
        sections=(
            *_question_and_advice(page),
            *_takes(page),
            *partners_sections(page, address),
            *_conclusion(page),
            *_decision(page.advice),
            *_changes(page.advice),
            _answers(page),
        ),
        definitions=(
            Definition(_("Advice of the decision guide"), f"{methods}#link-guide"),
            Definition(_("Partners on difference"), f"{methods}#city-link-score"),
        ),
        definitions_heading=_("What the figures mean"),
        colophon=_colophon(page, address),
        foot=title,
        is_reading_text=True,
    )


def _question_and_advice(page: ConsiderationPage) -> tuple[Section, ...]:
    advice = page.advice
    question = Prose(
        _("The question"),
        (
            _("Does a city link fit %(name)s, or another form of cooperation? Or not now?")
            % {"name": page.municipality},
        ),
    )
    if not advice.is_enough:
        return (question, Prose(_("The advice"), (_("There is no advice yet: too few answers."),)))
    return (
        question,
        Prose(_("The advice"), (advice.best.says, advice.best.is_about, *_beside(advice))),
        _reasons(_("Why"), advice.best, is_for=True),
        _reasons(_("What speaks against it"), advice.best, is_for=False),
        _forms(advice),
    )


def _beside(advice: AdvicePage) -> tuple[str, ...]:
    held = tuple(
        _("More points, but not possible now: %(form)s. %(reasons)s")
        % {"form": one.name, "reasons": " ".join(one.ruled_out)}
        for one in advice.held_back
    )
    if not advice.equals:
        return held
    equal = _("As many points: %(forms)s. With equal points the form that asks least goes first.")
    return (*held, equal % {"forms": ", ".join(advice.equals)})


def _reasons(heading: str, standing: ShownStanding, *, is_for: bool) -> Points:
    reasons = standing.reasons_for if is_for else standing.reasons_against
    return Points(
        heading=heading,
        items=tuple(Point(reason.signed, detail=reason.because, method=1) for reason in reasons),
        empty=_("No answer points to it.") if is_for else _("No answer speaks against it."),
    )


def _forms(advice: AdvicePage) -> Table:
    return Table(
        heading=_("All forms side by side"),
        columns=(
            Column(_("Form"), width=3),
            Column(_("For"), is_number=True, is_tight=True, method=1),
            Column(_("Against"), is_number=True, is_tight=True, method=1),
            Column(_("Sum"), is_number=True, is_tight=True, method=1),
            Column(_("Possible now"), width=3),
        ),
        rows=tuple(
            Row(
                (
                    one.name[:1].upper() + one.name[1:],
                    written(one.points_for, 0),
                    written(one.points_against, 0),
                    one.sum_text,
                    " ".join(one.ruled_out) or _("yes"),
                )
            )
            for one in advice.standings
        ),
        empty="",
    )


def _takes(page: ConsiderationPage) -> tuple[Section, ...]:
    own = Table(
        heading=_("What we have for it: people, money and time"),
        columns=(
            Column(_("Question"), width=3),
            Column(_("Answer"), width=3),
            Column(_("Note"), width=3),
        ),
        rows=tuple(_line(line.ask, line.answers, line.note) for line in page.takes_lines),
        empty="",
    )
    if not page.advice.is_enough:
        return (own,)
    takes = tuple(Point(text) for text in page.advice.takes)
    return (Points(_("What it takes"), takes, empty=""), own)


def _line(ask: str, answers: tuple[str, ...], note: str) -> Row:
    return Row((ask, " ".join(answers) or _("Skipped"), note))


def _conclusion(page: ConsiderationPage) -> tuple[Section, ...]:
    told = tuple(part.strip() for part in page.conclusion.split("\n\n") if part.strip())
    return (Prose(_("Our conclusion"), told),) if told else ()


def _decision(advice: AdvicePage) -> tuple[Section, ...]:
    if not advice.is_enough:
        return ()
    asked = tuple(Point(text) for text in advice.council)
    steps = tuple(Point(text) for text in advice.next_steps)
    return (
        Points(_("The council is asked"), asked, empty="", is_numbered=True, is_stressed=True),
        Points(_("Next steps"), steps, empty="", is_numbered=True),
    )


def _changes(advice: AdvicePage) -> tuple[Section, ...]:
    if not advice.is_enough:
        return ()
    items = tuple(
        Point(
            _("Then the advice is: %(form)s.") % {"form": to.name},
            detail=" ".join(_change(one) for one in to.changes[:MOST_CHANGES]),
        )
        for to in advice.changes
    )
    return (
        Points(
            _("What would change the advice"),
            items,
            empty=_("No single other answer changes this advice. It stands firm."),
        ),
    )


def _change(change: ShownChange) -> str:
    told = f"{change.ask} {change.answer}"
    return _("Without: %(answer)s") % {"answer": told} if change.is_taken_back else told


def _answers(page: ConsiderationPage) -> Table:
    return Table(
        heading=_("All answers"),
        columns=(
            Column(_("Question"), width=3),
            Column(_("Answer"), width=3),
            Column(_("Note"), width=3),
        ),
        rows=tuple(
            Row((line.ask, " ".join(line.answers) or _("Skipped"), line.note), group=line.part)
            for line in page.lines
        ),
        empty="",
    )


def _colophon(page: ConsiderationPage, address: Address) -> tuple[str, ...]:
    guide = _("The advice follows from the answers by the decision guide, version %(version)s.")
    return (
        guide % {"version": page.advice.version},
        _("The advice helps you to talk. The council and the executive decide."),
        address(reverse("citylinks-consideration", args=[page.pk])),
    )
