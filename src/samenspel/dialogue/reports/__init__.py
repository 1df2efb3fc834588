# SPDX-License-Identifier: EUPL-1.2
"""What a dialogue puts on paper: sheets and open tables."""
