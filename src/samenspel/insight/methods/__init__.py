# SPDX-License-Identifier: EUPL-1.2
"""Definitions of the measures, one file per subject."""

from __future__ import annotations

from samenspel.register.methods import Method

METHODS: tuple[Method, ...] = ()
