# SPDX-License-Identifier: EUPL-1.2
"""The NL API Design Rules that a program can check, on the description and on real answers.

Source: NL API Design Rules 2.1, technical rules (publicatie.centrumvoorstandaarden.nl/api/adr).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture
def document(client: Client, settings: Any) -> Any:
    settings.SAMENSPEL_CONTACT = "vragen@voorbeeld.example"
    settings.ALLOWED_HOSTS = ["samenspel.example"]
    return client.get(
        "/api/v1/openapi.json", headers={"host": "samenspel.example"}, secure=True
    ).json()


def operations(document: Any) -> Iterator[tuple[str, str, Any]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def test_the_description_is_openapi_3_1_with_contact_and_version(document: Any) -> None:
    assert document["openapi"].startswith("3.1")
    assert set(document["info"]["contact"]) == {"name", "url", "email"}
    assert re.fullmatch(r"\d+\.\d+\.\d+", document["info"]["version"])


def test_the_server_has_https_and_the_major_version(document: Any) -> None:
    assert [s["url"] for s in document["servers"]] == ["https://samenspel.example/api/v1"]


def test_paths_are_kebab_and_do_not_end_in_a_slash(document: Any) -> None:
    assert document["paths"]
    for path in document["paths"]:
        assert not path.endswith("/")
        for part in path.strip("/").split("/"):
            assert re.fullmatch(r"\{[a-zA-Z]+\}|[a-z0-9]+(-[a-z0-9]+)*", part), path


def test_query_keys_are_camel_case(document: Any) -> None:
    for path, _method, operation in operations(document):
        for parameter in operation.get("parameters", ()):
            assert re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", parameter["name"]), path


def test_fields_are_camel_case_and_dates_say_so(document: Any) -> None:
    for name, schema in document["components"]["schemas"].items():
        for field, details in schema.get("properties", {}).items():
            assert re.fullmatch(r"[a-z]+([A-Z][a-z]+)*", field), (name, field)
            if field.startswith("geldig") or field == "peildatum":
                formats = [details, *details.get("anyOf", ())]
                assert any(f.get("format") == "date" for f in formats), (name, field)


def test_only_known_methods_are_used(document: Any) -> None:
    assert {method for _path, method, _operation in operations(document)} <= METHODS


def test_every_answer_has_the_version_and_every_error_is_a_problem(document: Any) -> None:
    for path, method, operation in operations(document):
        for code, answer in operation["responses"].items():
            assert "API-Version" in answer["headers"], (path, method, code)
            if int(code) >= 400:
                assert list(answer["content"]) == ["application/problem+json"]


def test_wrong_input_is_400_and_what_is_missing_404(document: Any) -> None:
    for path, method, operation in operations(document):
        assert "422" not in operation["responses"]
        if operation.get("parameters") or operation.get("requestBody"):
            assert "400" in operation["responses"], (path, method)
        if "{" in path:
            assert "404" in operation["responses"], (path, method)


def test_operations_have_their_own_names_and_a_dutch_summary(document: Any) -> None:
    names = [operation["operationId"] for _path, _method, operation in operations(document)]
    assert len(set(names)) == len(names)
    assert all(operation["summary"] for _path, _method, operation in operations(document))


def test_what_changes_something_needs_a_log_in(document: Any) -> None:
    for path, method, operation in operations(document):
        if method != "get":
            assert operation["security"], (path, method)
            assert {"401", "403", "409"} <= set(operation["responses"]), (path, method)


def test_the_description_may_be_read_from_every_site_and_nothing_else_may(client: Client) -> None:
    found = client.get("/api/v1/openapi.json")
    assert found["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in client.get("/api/v1/gemeenten")


@pytest.mark.parametrize("path", ["", "openapi.json", "gemeenten", "bestaat-niet"])
def test_real_answers_carry_the_version_and_the_security_headers(client: Client, path: str) -> None:
    response = client.get(f"/api/v1/{path}")
    assert response["API-Version"] == "1.0.0"
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"]


def test_a_failure_of_ours_is_a_problem_without_details(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("samenspel.web.api.reading.find_arrangements", fail)
    client.raise_request_exception = False
    response = client.get("/api/v1/samenwerkingen")
    assert response.status_code == 500
    assert response["Content-Type"] == "application/problem+json"
    assert b"secret detail" not in response.content
