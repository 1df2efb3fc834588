# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the burden of arrangements."""

from __future__ import annotations

from django.urls import path

from samenspel.insight.views import burden, burden_told

urlpatterns = [
    path("inzicht/bestuurlijke-drukte/", burden.burden, name="burden"),
    path("inzicht/bestuurlijke-drukte.<str:kind>", burden.download, name="burden-download"),
    path(
        "inzicht/bestuurlijke-drukte/aannames/",
        burden_told.assumptions,
        name="burden-assumptions",
    ),
    path(
        "inzicht/bestuurlijke-drukte/aannames.<str:kind>",
        burden_told.assumptions_download,
        name="burden-assumptions-download",
    ),
    path(
        "inzicht/bestuurlijke-drukte/aannames/<slug:form>/",
        burden_told.assumption,
        name="burden-assumption",
    ),
    path(
        "samenwerkingen/<slug:slug>/vergaderlast/",
        burden_told.workload,
        name="arrangement-workload",
    ),
]
