# SPDX-License-Identifier: EUPL-1.2
"""Base templates, components and static files."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "samenspel.web"
    label = "web"
