# SPDX-License-Identifier: EUPL-1.2
"""Addresses of city links: people."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
