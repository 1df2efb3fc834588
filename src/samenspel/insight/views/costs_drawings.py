# SPDX-License-Identifier: EUPL-1.2
"""Bars to keep: a file that stands by itself, with the colours of the site in it."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from samenspel.insight.queries.costs.bars import BarChart
from samenspel.mobility.views.drawings import drawing
from samenspel.register.open_data import OpenTable

# On the site the style sheet says the same.
STYLE = """rect { stroke: #7f9296; stroke-width: .75; }
.shade-0 { fill: #f4f1ea; }
.shade-2 { fill: #a2cccf; }
.shade-3 { fill: #66a7af; }
.shade-self { fill: #f2b684; }
.axis { stroke: #7f9296; }
text { font-size: 14px; }
"""


def bars_file(chart: BarChart, table: OpenTable) -> HttpResponse:
    """The bars of a table as SVG."""
    legend = "; ".join(label for _css, label in chart.legend)
    source = _("Source: %(source)s") % {"source": "; ".join(table.sources)}
    said = f"{legend}. {source}" if legend else source
    context: dict[str, object] = {"chart": chart, "source": said}
    return drawing("insight/costs_bars_svg.html", context, table.name, STYLE)
