# SPDX-License-Identifier: EUPL-1.2
"""Everything that is open, as files."""
