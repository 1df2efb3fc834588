# SPDX-License-Identifier: EUPL-1.2
"""Addresses of people."""

from django.urls import path

from samenspel.accounts import views

urlpatterns = [
    path("inloggen/", views.LogInView.as_view(), name="login"),
    path("uitloggen/", views.LogOutView.as_view(), name="logout"),
    path("mijn/", views.my_page, name="my-page"),
]
