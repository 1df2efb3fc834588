# SPDX-License-Identifier: EUPL-1.2
"""publiccode.yml follows the standard, version 0.7, and says the same as the project."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

import samenspel

ROOT = Path(__file__).resolve().parents[2]
MANDATORY = {
    "publiccodeYmlVersion",
    "name",
    "url",
    "platforms",
    "developmentStatus",
    "softwareType",
    "description",
    "legal",
    "maintenance",
    "localisation",
}
OPTIONAL = {"softwareVersion", "releaseDate", "categories", "intendedAudience", "supports",
            "organisation", "landingURL", "roadmap", "logo"}  # fmt: skip
STATUSES = {"concept", "development", "beta", "stable", "obsolete"}
KINDS = {"addon", "library", "configurationFiles"} | {
    f"standalone/{where}" for where in ("web", "desktop", "mobile", "backend", "iot", "other")
}
WHERE_THE_ADDRESS_IS_OPEN = {
    "publiccode.yml",
    "docs/decisions/0009-no-published-address-yet.md",
    "tests/repository/test_publiccode.py",
}


@pytest.fixture(scope="module")
def publiccode() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    return content


def test_keys_are_those_of_the_standard(publiccode: dict[str, Any]) -> None:
    assert set(publiccode) >= MANDATORY
    assert set(publiccode) <= MANDATORY | OPTIONAL
    assert publiccode["publiccodeYmlVersion"] == "0.7"


def test_choices_are_from_the_lists_of_the_standard(publiccode: dict[str, Any]) -> None:
    assert publiccode["developmentStatus"] in STATUSES
    assert publiccode["softwareType"] in KINDS
    assert publiccode["platforms"] == ["web"]
    assert all(
        len(code) == 2 and code.islower() for code in publiccode["intendedAudience"]["countries"]
    )


def test_addresses_are_complete(publiccode: dict[str, Any]) -> None:
    addresses = [publiccode["url"], *(item["id"] for item in publiccode["supports"])]
    for address in addresses:
        parts = urlsplit(address)
        assert parts.scheme == "https"
        assert parts.netloc


@pytest.mark.parametrize("language", ["en", "nl"])
def test_description_has_the_asked_length(publiccode: dict[str, Any], language: str) -> None:
    description = publiccode["description"][language]
    assert 1 <= len(description["shortDescription"]) <= 150
    assert "\n" not in description["shortDescription"]
    assert 150 <= len(description["longDescription"]) <= 10_000
    assert description["features"]
    assert all(isinstance(feature, str) and feature for feature in description["features"])


def test_licence_and_version_are_those_of_the_project(publiccode: dict[str, Any]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert publiccode["legal"]["license"] == project["license"] == "EUPL-1.2"
    assert publiccode["softwareVersion"] == samenspel.__version__
    assert (ROOT / publiccode["legal"]["authorsFile"]).is_file()


def test_community_maintenance_names_a_contact(publiccode: dict[str, Any]) -> None:
    maintenance = publiccode["maintenance"]
    assert maintenance["type"] in {"internal", "community"}
    assert maintenance["contacts"]
    assert all(contact["name"] for contact in maintenance["contacts"])


def test_languages_are_those_of_the_application(publiccode: dict[str, Any]) -> None:
    from samenspel.web import settings

    assert publiccode["localisation"]["localisationReady"] is True
    languages = publiccode["localisation"]["availableLanguages"]
    assert languages == [code for code, _ in settings.LANGUAGES]


def test_unpublished_address_occurs_only_where_it_is_known(tracked_texts: dict[str, str]) -> None:
    found = {name for name, text in tracked_texts.items() if "samenspel.invalid" in text}
    assert found <= WHERE_THE_ADDRESS_IS_OPEN
