# SPDX-License-Identifier: EUPL-1.2
"""Addresses of city links: looking back."""

from __future__ import annotations

from django.urls import URLPattern, path

from samenspel.citylinks.views import look_backs, look_backs_voices, look_backs_write

_ALL = "stedenbanden/<slug:slug>/terugblikken"
_ONE = f"{_ALL}/<int:pk>"
_VOICE = f"{_ONE}/stemmen/<int:voice>"

urlpatterns: list[URLPattern] = [
    path(f"{_ALL}/", look_backs.look_backs, name="citylink-look-backs"),
    path(f"{_ALL}/nieuw/", look_backs_write.begin, name="citylink-look-back-new"),
    path(f"{_ONE}/", look_backs.look_back, name="citylink-look-back"),
    path(f"{_ONE}.<slug:kind>", look_backs.download, name="citylink-look-back-download"),
    path(f"{_ONE}/schrijven/", look_backs_write.write, name="citylink-look-back-write"),
    path(f"{_ONE}/voorbeeld/", look_backs.preview, name="citylink-look-back-preview"),
    path(f"{_ONE}/publiceren/", look_backs_write.publish, name="citylink-look-back-publish"),
    path(f"{_ONE}/intrekken/", look_backs_write.withdraw, name="citylink-look-back-withdraw"),
    path(f"{_ONE}/weggooien/", look_backs_write.remove, name="citylink-look-back-remove"),
    path(f"{_ONE}/stemmen/nieuw/", look_backs_voices.add, name="citylink-look-back-voice-new"),
    path(f"{_VOICE}/", look_backs_voices.change, name="citylink-look-back-voice"),
    path(
        f"{_VOICE}/terugnemen/",
        look_backs_voices.take_back,
        name="citylink-look-back-voice-take-back",
    ),
]
