# SPDX-License-Identifier: EUPL-1.2
"""Addresses of people."""

from django.urls import path

urlpatterns: list[object] = []
