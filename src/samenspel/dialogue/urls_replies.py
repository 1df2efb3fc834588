# SPDX-License-Identifier: EUPL-1.2
"""Addresses of dialogues: replies."""

from __future__ import annotations

from django.urls import URLPattern, path

from samenspel.dialogue.views import points, replies, replies_files

urlpatterns: list[URLPattern] = [
    path("dialogen/<slug:slug>/antwoorden/", replies.replies, name="dialogue-replies"),
    path("dialogen/<slug:slug>/antwoorden/nota/", replies.publish, name="dialogue-replies-publish"),
    path(
        "dialogen/<slug:slug>/antwoorden/volgende/",
        replies.following,
        name="dialogue-replies-next",
    ),
    path(
        "dialogen/<slug:slug>/antwoorden/overnemen/",
        replies.take_over_replies,
        name="dialogue-replies-take-over",
    ),
    path(
        "dialogen/<slug:slug>/antwoorden/<int:point>/",
        replies.answer,
        name="dialogue-replies-answer",
    ),
    path(
        "dialogen/<slug:slug>/antwoorden.<str:kind>",
        replies_files.memo,
        name="dialogue-replies-file",
    ),
    path(
        "dialogen/<slug:slug>/raden/<int:addressee>/punten/",
        points.points,
        name="dialogue-points",
    ),
    path(
        "dialogen/<slug:slug>/raden/<int:addressee>/punten.<str:kind>",
        replies_files.points,
        name="dialogue-points-file",
    ),
]
