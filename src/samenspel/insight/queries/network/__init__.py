# SPDX-License-Identifier: EUPL-1.2
"""Who works with whom."""
