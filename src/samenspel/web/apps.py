# SPDX-License-Identifier: EUPL-1.2
"""Base templates, components and static files."""

from django.apps import AppConfig
from django.core.checks import register


class WebConfig(AppConfig):
    name = "samenspel.web"
    label = "web"

    def ready(self) -> None:
        """Let Django's system check look at the settings that the public sees."""
        from samenspel.web.site_settings import check_site_settings

        register(check_site_settings)
