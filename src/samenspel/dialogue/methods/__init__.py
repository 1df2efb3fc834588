# SPDX-License-Identifier: EUPL-1.2
"""Published definitions of what dialogues count, a file per subject."""

from __future__ import annotations

from samenspel.register.methods import Method

METHODS: tuple[Method, ...] = ()
