# SPDX-License-Identifier: EUPL-1.2
"""The country at a glance, and what changed between two dates."""
