# SPDX-License-Identifier: EUPL-1.2
"""The published definitions."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from samenspel.analysis.classes import class_intervals
from samenspel.datapackage.indicators import INDICATORS
from samenspel.register.leading import FILLED
from samenspel.register.methods import published_methods

# What other pages link to; these never change.
ANCHORS = {
    "arrangements", "blocking", "board-decision", "burden", "change", "city-link-alike",
    "city-link-colleagues", "city-link-contribution", "city-link-dependence", "city-link-entries",
    "city-link-fading", "city-link-gain", "city-link-group", "city-link-levels", "city-link-pairs",
    "city-link-quick",
    "city-link-reciprocity", "city-link-robustness", "city-link-score", "city-link-society",
    "city-link-support", "city-link-term", "congruence",
    "congruence-variants", "contribution", "cooperation-groups", "cooperation-intensity",
    "cost-keys", "council-changes", "council-page", "council-signals", "coverage",
    "dialogue-agreement", "dialogue-bounds", "dialogue-spread", "distribution", "fit",
    "functional-regions", "growth-in", "in-force", "last-confirmed", "leading-collection",
    "link-guide",
    "map-classes", "matrix-order", "mean", "municipality-identity", "no-majority", "nucleolus",
    "opinion-groups", "partners", "peers", "peers-robustness", "reference-date", "region-doubts",
    "region-likeness", "region-repairs", "region-shares", "regions", "representatives",
    "sealed-log", "search", "shapley", "shapley-shubik", "size-classes", "statement-agreement",
    "terms", "votes", "voting-power",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _plain_http(settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = False


def test_the_anchors_are_the_promised_ones() -> None:
    assert {method.key for method in published_methods()} == ANCHORS
    assert not ANCHORS & set(INDICATORS)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_definition_is_whole(language: str) -> None:
    with translation.override(language):
        for method in published_methods():
            for text in (method.definition, method.example, method.source, method.limits):
                assert len(str(text)) > 10, method.key


def test_every_definition_and_figure_has_its_place_on_the_page(client: Client) -> None:
    text = client.get("/methoden/").content.decode()
    identifiers = re.findall(r'id="([^"]+)"', text)
    assert set(identifiers) >= ANCHORS | set(INDICATORS)
    assert len(identifiers) == len(set(identifiers))


def test_the_page_is_there_in_both_languages(client: Client) -> None:
    assert "Wat het niet zegt" in client.get("/methoden/").content.decode()
    assert "What it does not say" in client.get("/en/methoden/").content.decode()


def test_the_page_needs_no_database(client: Client) -> None:
    assert client.get("/methoden/").status_code == 200


def test_the_example_of_map_classes_is_what_the_code_does() -> None:
    classes = class_intervals([3, 4, 4, 7, 8, 9, 12, 14, 15, 30])
    told = next(m for m in published_methods() if m.key == "map-classes")
    with translation.override("en"):
        for interval in classes:
            assert f"{interval.lower} to {interval.upper}" in str(told.example)


def test_the_example_of_the_leading_collection_is_what_the_code_does() -> None:
    told = next(m for m in published_methods() if m.key == "leading-collection")
    assert 405 < FILLED * 451 <= 406
    with translation.override("en"):
        assert "406" in str(told.example)
