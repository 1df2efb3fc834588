# SPDX-License-Identifier: EUPL-1.2
"""Sharing the costs of an arrangement in another way."""
