# SPDX-License-Identifier: EUPL-1.2
"""Sheets as files: a tagged PDF and a Word document from one description.

Knows nothing of what a sheet is about; every app that has something to print builds a
:class:`~samenspel.paper.sheet.Sheet`.
"""
