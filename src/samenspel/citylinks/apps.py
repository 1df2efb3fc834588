# SPDX-License-Identifier: EUPL-1.2
"""City links between unlike municipalities."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CityLinksConfig(AppConfig):
    name = "samenspel.citylinks"
    label = "citylinks"
    verbose_name = _("City links")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Publish the definitions of the measures."""
        from samenspel.citylinks.methods import METHODS
        from samenspel.register.methods import add_methods

        add_methods(METHODS)
