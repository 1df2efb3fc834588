# SPDX-License-Identifier: EUPL-1.2
"""Samenspel: open workbench for regional cooperation and city links between municipalities."""

__version__ = "0.1.0"
