# SPDX-License-Identifier: EUPL-1.2
"""Flows between municipalities, and the regions that follow from them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MobilityConfig(AppConfig):
    name = "samenspel.mobility"
    label = "mobility"
    verbose_name = _("Commuting and regions")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Publish the definitions of the figures about commuting."""
        from samenspel.mobility.methods import METHODS
        from samenspel.register.methods import add_methods

        add_methods(METHODS)
