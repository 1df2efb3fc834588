# SPDX-License-Identifier: EUPL-1.2
"""The forms of stewards, by subject."""
