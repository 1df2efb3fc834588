# SPDX-License-Identifier: EUPL-1.2
"""All addresses: Dutch, kebab, permanent; the English pages lie under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = i18n_patterns(
    path("", include("samenspel.register.urls")),
    path("", include("samenspel.accounts.urls")),
    prefix_default_language=False,
)
