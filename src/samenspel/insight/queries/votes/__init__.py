# SPDX-License-Identifier: EUPL-1.2
"""Votes and power in boards."""
