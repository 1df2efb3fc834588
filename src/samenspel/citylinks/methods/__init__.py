# SPDX-License-Identifier: EUPL-1.2
"""The definitions of what is measured about city links, one file for a subject."""

from samenspel.register.methods import Method

METHODS: tuple[Method, ...] = ()
