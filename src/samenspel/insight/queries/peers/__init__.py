# SPDX-License-Identifier: EUPL-1.2
"""Municipalities that are alike."""
