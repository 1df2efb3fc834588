# SPDX-License-Identifier: EUPL-1.2
"""Keeping the register true: worklists, confirm rounds, own lists, comparing sources."""
