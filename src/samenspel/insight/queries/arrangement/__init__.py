# SPDX-License-Identifier: EUPL-1.2
"""One arrangement at a glance."""
