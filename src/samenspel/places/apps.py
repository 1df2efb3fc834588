# SPDX-License-Identifier: EUPL-1.2
"""Municipalities, provinces, their history, figures and maps."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "samenspel.places"
    label = "places"
    verbose_name = _("Places")
    default_auto_field = "django.db.models.BigAutoField"
