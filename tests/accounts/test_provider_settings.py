# SPDX-License-Identifier: EUPL-1.2
"""Settings of other identity providers, and secrets in files."""

from __future__ import annotations

import json
from pathlib import Path

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from samenspel.accounts.provider_settings import read_providers, read_secret

GOOD = {
    "id": "gemeente", "name": "Gemeente", "client_id": "x", "secret": "geheim",
    "server_url": "https://login.example",
}  # fmt: skip


def test_a_provider_in_the_form_of_the_library() -> None:
    assert read_providers(json.dumps([GOOD])) == [
        {
            "provider_id": "gemeente", "name": "Gemeente", "client_id": "x", "secret": "geheim",
            "settings": {"server_url": "https://login.example"},
        }
    ]  # fmt: skip
    assert read_providers("") == []


def test_the_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("uit-bestand\n", encoding="utf-8")
    item = {**GOOD, "secret": "", "secret_file": str(tmp_path / "secret")}
    assert read_providers(json.dumps([item]))[0]["secret"] == "uit-bestand"


@pytest.mark.parametrize(
    ("text", "said"),
    [("{", "not JSON"), ("{}", "list"), ("[1]", "list"),
     (json.dumps([{**GOOD, "name": ""}]), "missing: name"),
     (json.dumps([{**GOOD, "secret": ""}]), "secret or secret_file"),
     (json.dumps([{**GOOD, "secrets": "x"}]), "unknown: secrets"),
     (json.dumps([{**GOOD, "id": "../x"}]), '"id"'),
     (json.dumps([GOOD, GOOD]), "twice"),
     (json.dumps([{**GOOD, "secret": "", "secret_file": "/bestaat/niet"}]), "cannot be read")],
)  # fmt: skip
def test_what_is_wrong_is_said_without_the_secret(text: str, said: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=said) as error:
        read_providers(text)
    assert "geheim" not in str(error.value)


def test_a_value_or_the_file_that_holds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    env = environ.Env()
    assert read_secret(env, "SAMENSPEL_TEST_SECRET") == ""
    (tmp_path / "key").write_text("-----BEGIN-----\n", encoding="utf-8")
    monkeypatch.setenv("SAMENSPEL_TEST_SECRET_FILE", str(tmp_path / "key"))
    assert read_secret(env, "SAMENSPEL_TEST_SECRET") == "-----BEGIN-----"
    monkeypatch.setenv("SAMENSPEL_TEST_SECRET", "waarde")
    assert read_secret(env, "SAMENSPEL_TEST_SECRET") == "waarde"
    monkeypatch.delenv("SAMENSPEL_TEST_SECRET")
    monkeypatch.setenv("SAMENSPEL_TEST_SECRET_FILE", str(tmp_path / "none"))
    with pytest.raises(ImproperlyConfigured, match="SAMENSPEL_TEST_SECRET_FILE"):
        read_secret(env, "SAMENSPEL_TEST_SECRET")
