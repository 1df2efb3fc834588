# SPDX-License-Identifier: EUPL-1.2
"""The one A4 for a council: what we are in, who sits there, what it costs, what to ask."""

from samenspel.insight.queries.council.building import council_page
from samenspel.insight.queries.council.page import CouncilPage

__all__ = ["CouncilPage", "council_page"]
