# SPDX-License-Identifier: EUPL-1.2
"""What the pages of insight show: frozen dataclasses, one computation for every channel."""
