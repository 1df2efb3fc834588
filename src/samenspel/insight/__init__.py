# SPDX-License-Identifier: EUPL-1.2
"""Measures for a municipality, an arrangement and the country, and what they mean."""
