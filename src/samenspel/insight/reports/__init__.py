# SPDX-License-Identifier: EUPL-1.2
"""Sheets for councils, as PDF and as Word."""
