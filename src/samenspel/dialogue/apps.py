# SPDX-License-Identifier: EUPL-1.2
"""Dialogues among councils."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DialogueConfig(AppConfig):
    name = "samenspel.dialogue"
    label = "dialogue"
    verbose_name = _("Dialogues")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Publish the definitions of the measures."""
        from samenspel.dialogue.methods import METHODS
        from samenspel.register.methods import add_methods

        add_methods(METHODS)
