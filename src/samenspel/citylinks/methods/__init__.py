# SPDX-License-Identifier: EUPL-1.2
"""The definitions of what is measured about city links, one file for a subject."""

from samenspel.citylinks.methods.complementarity import METHODS as COMPLEMENTARITY
from samenspel.citylinks.methods.guide import METHODS as GUIDE
from samenspel.citylinks.methods.matching import METHODS as MATCHING
from samenspel.citylinks.methods.signals import METHODS as SIGNALS
from samenspel.register.methods import Method

METHODS: tuple[Method, ...] = (*COMPLEMENTARITY, *GUIDE, *MATCHING, *SIGNALS)
