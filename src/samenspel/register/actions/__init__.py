# SPDX-License-Identifier: EUPL-1.2
"""What changes the register."""

from samenspel.register.actions.load import LoadReport, RemovalRefused, load_package

__all__ = ["LoadReport", "RemovalRefused", "load_package"]
