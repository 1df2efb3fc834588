# SPDX-License-Identifier: EUPL-1.2
"""Measures for a municipality, an arrangement and the country."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightConfig(AppConfig):
    name = "samenspel.insight"
    label = "insight"
    verbose_name = _("Insight")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Publish the definitions of the measures."""
        from samenspel.insight.methods import METHODS
        from samenspel.register.methods import add_methods

        add_methods(METHODS)
