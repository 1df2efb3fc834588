# SPDX-License-Identifier: EUPL-1.2
"""Where people go: flows between municipalities, and the regions that follow from them."""
