# SPDX-License-Identifier: EUPL-1.2
"""What changes the register."""

from samenspel.register.actions.load import LoadRefused, LoadReport, RemovalRefused, load_package

__all__ = ["LoadRefused", "LoadReport", "RemovalRefused", "load_package"]
