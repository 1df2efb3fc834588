# SPDX-License-Identifier: EUPL-1.2
"""One arrangement: its version on a date, participants, boards, texts, sources and history."""

from samenspel.register.queries.arrangement.export import participants_table
from samenspel.register.queries.arrangement.page import ArrangementPage, arrangement_page

__all__ = ["ArrangementPage", "arrangement_page", "participants_table"]
