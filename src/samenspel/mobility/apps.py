# SPDX-License-Identifier: EUPL-1.2
"""Flows between municipalities, and the regions that follow from them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MobilityConfig(AppConfig):
    name = "samenspel.mobility"
    label = "mobility"
    verbose_name = _("Commuting and regions")
    default_auto_field = "django.db.models.BigAutoField"
