# SPDX-License-Identifier: EUPL-1.2
"""What the page of the balance tells around its picture: lead, figures, legend, statements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samenspel.analysis.positions import Stand
from samenspel.dialogue.models import Addressee, Reaction
from samenspel.dialogue.queries.balance import BalancePage, BodyLine, ClauseLine
from samenspel.dialogue.queries.balance_matrix import HEIGHTS, SIGNS
from samenspel.dialogue.queries.balance_words import KEYS, label, percent
from samenspel.dialogue.reports.balance import answered_text, share_heard
from samenspel.places.notation import written


def lead_of(page: BalancePage) -> str:
    """Who answered, and about what they are most divided."""
    said = [answered_text(page)]
    top = page.divided[0] if page.divided else None
    if top is not None and top.bodies.measure.spread:
        said.append(_("They are most divided about: %(clause)s.") % {"clause": top.name})
    elif page.answered and page.clauses:
        said.append(_("They are of one mind about every clause."))
    return " ".join(said)


def figures_of(page: BalancePage) -> list[dict[str, str]]:
    """The figures at the head of the page."""
    methods = reverse("methods")
    free = sum(not clause.bodies.measure.counts[Stand.OBJECT] for clause in page.clauses)
    points = sum(clause.remarks for clause in page.clauses) + page.general
    found = [
        {
            "value": f"{page.answered}/{len(page.counted)}",
            "label": _("bodies have answered"),
            "note": _("of all inhabitants: %(share)s") % {"share": percent(share_heard(page))}
            if page.is_weighable
            else "",
        },
        {
            "value": f"{free}/{len(page.clauses)}",
            "label": _("clauses without an objection"),
            "url": f"{methods}#dialogue-agreement",
        },
        {"value": written(points), "label": _("points written")},
    ]
    settled = sum(clause.bodies.measure.is_settled for clause in page.clauses)
    if page.silent:
        note = _("whatever the others will say")
        found.append(
            {
                "value": f"{settled}/{len(page.clauses)}",
                "label": ngettext(
                    "clause where the majority is certain",
                    "clauses where the majority is certain",
                    settled,
                ),
                "note": note,
                "url": f"{methods}#dialogue-bounds",
            }
        )
    return found


def bodies_label(page: BalancePage) -> str:
    """What those that count are called, as far as one word holds for all of them."""
    kinds = {body.body for body in page.counted}
    if kinds == {Addressee.Body.COUNCIL}:
        return _("Councils")
    return _("Executives") if kinds == {Addressee.Body.EXECUTIVE} else _("Bodies")


def legend_of() -> list[tuple[str, str, str, int]]:
    """Key, words, sign and height of the line (of 28) of each position."""
    return [
        (KEYS[stand], label(stand), SIGNS[stand], round(28 * HEIGHTS.get(stand, 0)))
        for stand in Stand
    ]


def grid_of(page: BalancePage, clauses: Sequence[ClauseLine]) -> list[tuple[BodyLine, list[str]]]:
    """Each body in the order of the picture, with what it says of each clause, in words."""
    found = []
    for place in page.content["rows"]:
        body = page.bodies[place]
        labels = body.labels
        found.append((body, [labels[clause.place] for clause in clauses]))
    return found


def statement_lines(page: BalancePage) -> list[dict[str, Any]]:
    """What was published about the statements, with the audience in words."""
    labels = dict(Reaction.Audience.choices)
    return [
        {**row, "audience": labels.get(row["audience"], row["audience"])}
        for row in page.content["statements"] or ()
    ]
