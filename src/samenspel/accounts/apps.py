# SPDX-License-Identifier: EUPL-1.2
"""People, organisations and roles."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "samenspel.accounts"
    label = "accounts"
    verbose_name = _("People and roles")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Write logging in and the like in the log."""
        from samenspel.accounts import security_log

        security_log.connect()
