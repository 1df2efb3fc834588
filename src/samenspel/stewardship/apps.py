# SPDX-License-Identifier: EUPL-1.2
"""Keeping the register true."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StewardshipConfig(AppConfig):
    name = "samenspel.stewardship"
    label = "stewardship"
    verbose_name = _("Stewardship")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the page of an arrangement where else it is recorded."""
        from samenspel.register.elsewhere import add_finder
        from samenspel.stewardship.queries.matching import found_elsewhere

        add_finder(found_elsewhere)
