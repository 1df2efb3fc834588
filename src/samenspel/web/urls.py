# SPDX-License-Identifier: EUPL-1.2
"""All addresses: Dutch, kebab, permanent; the English pages lie under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from samenspel.accounts.admin import site as admin
from samenspel.mobility import admin as mobility_admin  # noqa: F401 - shows its tables
from samenspel.register import admin as register_admin  # noqa: F401 - idem
from samenspel.web import views

urlpatterns = [
    # For machines: one address, no language.
    path("gezondheid/", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security_txt, name="security-txt"),
    path("", include("samenspel.web.api.urls")),
    path("", include("samenspel.accounts.machine_urls")),
    *i18n_patterns(
        path("", include("samenspel.register.urls")),
        path("", include("samenspel.stewardship.urls")),
        path("", include("samenspel.mobility.urls")),
        path("", include("samenspel.dialogue.urls")),
        path("", include("samenspel.citylinks.urls")),
        path("", include("samenspel.insight.urls")),
        path("", include("samenspel.accounts.urls")),
        path("beheer/admin/", admin.urls),
        path("over/", views.about, name="about"),
        path("toegankelijkheid/", views.accessibility, name="accessibility"),
        prefix_default_language=False,
    ),
]

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error
handler429 = "samenspel.accounts.views.login.too_many_requests"  # allauth asks for it
