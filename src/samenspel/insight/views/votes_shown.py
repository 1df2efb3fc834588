# SPDX-License-Identifier: EUPL-1.2
"""What both pages of votes and power show in the same way."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenspel.insight.queries.votes.board import Measured
from samenspel.insight.queries.votes.chart import VotesChart, percentage
from samenspel.places.notation import written

THRESHOLDS = (
    ("helft", gettext_lazy("more than half of the votes")),
    ("3-5", gettext_lazy("three fifths of the votes (60%)")),
    ("2-3", gettext_lazy("two thirds of the votes")),
    ("3-4", gettext_lazy("three quarters of the votes")),
    ("alle", gettext_lazy("all votes")),
    ("eigen", gettext_lazy("a number that I write")),
)

# On the site the style sheet says the same.
STYLE = """text { font: 14px "Source Sans 3", "Segoe UI", Arial, sans-serif; fill: #16262b; }
.bars__count { font-weight: 600; font-size: 13px; }
.bar { fill: #2b7b87; stroke: #0b5560; }
.bar--ended { fill: #d5dbdd; stroke: #7f9296; }
.bar--self { fill: #f2b684; stroke: #b4540f; }
.votes__before { stroke: #16262b; stroke-width: 2.5; }
"""


def thresholds() -> list[tuple[str, str]]:
    """The rules for a decision as the form offers them."""
    return [(key, str(label)) for key, label in THRESHOLDS]


def figures(found: Measured | None) -> list[dict[str, str]]:
    """The figures at the top of the page; none without a board."""
    if found is None:
        return []
    board, methods = found.board, reverse("methods")
    return [
        {
            "value": written(len(board.seats)),
            "label": _("members"),
            "note": _("%(votes)s votes together") % {"votes": written(board.total)},
        },
        {
            "value": written(board.quota),
            "label": _("votes needed for a decision"),
            "note": _("of %(votes)s") % {"votes": written(board.total)},
        },
        {
            "value": written(found.fewest),
            "label": _("members are enough to decide"),
            "note": _("the ones with most votes"),
            "url": f"{methods}#blocking",
        },
        {
            "value": percentage(found.power.act),
            "label": _("of all votings end in a decision"),
            "note": _("if everybody votes for or against by chance"),
            "url": f"{methods}#voting-power",
        },
    ]


def file_links(request: HttpRequest, view: str, *arguments: str) -> list[tuple[str, str]]:
    """Links to the files of exactly what this address shows."""
    query = request.GET.urlencode()
    suffix = f"?{query}" if query else ""
    kinds = ("csv", "json", "svg")
    return [(kind.upper(), reverse(view, args=[*arguments, kind]) + suffix) for kind in kinds]


def svg_response(chart: VotesChart, title: str, name: str) -> HttpResponse:
    """The drawing as a file of its own."""
    style = SafeString(f"<style>\n{STYLE}</style>")
    text = render_to_string(
        "insight/votes_svg.html", {"chart": chart, "title": title, "style": style}
    )
    response = HttpResponse(text, content_type="image/svg+xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.svg"'
    return response
