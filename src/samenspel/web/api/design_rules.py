# SPDX-License-Identifier: EUPL-1.2
"""What the NL API Design Rules ask beyond django-ninja.

Every answer carries its version, every error is a problem document (RFC 9457) with status 400
for wrong input, and the description says so for every operation.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from pydantic.alias_generators import to_camel

VERSION = "1.0.0"
PROBLEM = "application/problem+json"

_PROBLEM_SCHEMA = {
    "title": "Probleem",
    "description": "Wat er mis is, volgens RFC 9457.",
    "type": "object",
    "required": ["status", "title", "detail"],
    "properties": {
        "status": {"type": "integer", "description": "HTTP-status"},
        "title": {"type": "string", "description": "Soort probleem"},
        "detail": {"type": "string", "description": "Wat er mis is, in een zin"},
        "invalidParams": {
            "type": "array",
            "description": "Wat er per veld mis is",
            "items": {
                "type": "object",
                "required": ["name", "reason"],
                "properties": {"name": {"type": "string"}, "reason": {"type": "string"}},
            },
        },
        "changes": {
            "type": "array",
            "description": "Wat een ander intussen veranderde (bij status 409)",
            "items": {"type": "object"},
        },
    },
}


def titles() -> dict[int, str]:
    """The kinds of problem in words."""
    return {
        400: _("Something in the request is wrong"),
        401: _("Log in first"),
        403: _("You may not do this"),
        404: _("This does not exist"),
        405: _("This cannot be done here"),
        409: _("Somebody changed this in the meantime"),
        429: _("Too many requests"),
        500: _("Something went wrong on our side"),
    }


def problem(
    status: int,
    detail: str,
    *,
    invalid: Sequence[tuple[str, str]] = (),
    changes: Sequence[dict[str, Any]] = (),
) -> HttpResponse:
    """A problem document; ``invalid`` are names of fields, each with what is wrong with it."""
    body: dict[str, Any] = {
        "status": status,
        "title": titles().get(status, HTTPStatus(status).phrase),
        "detail": detail,
    }
    if invalid:
        body["invalidParams"] = [{"name": name, "reason": reason} for name, reason in invalid]
    if changes:
        body["changes"] = list(changes)
    response = HttpResponse(
        json.dumps(body, ensure_ascii=False), status=status, content_type=PROBLEM
    )
    response["API-Version"] = VERSION
    return response


class DesignRulesAPI(NinjaAPI):
    """The API with the answers and the description that the design rules ask for."""

    def __init__(self, **options: Any) -> None:
        super().__init__(version=VERSION, docs_url=None, openapi_url=None, **options)
        self._kept: dict[str, str] = {}
        self.exception_handler(ValidationError)(_wrong_input)
        self.exception_handler(HttpError)(_http_error)
        self.exception_handler(AuthenticationError)(_not_logged_in)
        self.exception_handler(PermissionDenied)(_forbidden)
        self.exception_handler(Http404)(_not_found)

    def create_response(self, request: HttpRequest, data: Any, **options: Any) -> HttpResponse:
        """Every answer carries the version of the API."""
        response = super().create_response(request, data, **options)
        response["API-Version"] = VERSION
        return response

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of the function; the names are unique within the API."""
        return to_camel(operation.view_func.__name__)

    def description_document(self, host: str, *, contact: str) -> dict[str, Any]:
        """The OpenAPI document of this site.

        ``host`` is its address (https://...), ``contact`` the e-mail address for questions, empty
        where who runs the site named none.
        """
        root = reverse("api-root")
        document: dict[str, Any] = json.loads(self._described(get_language() or ""))
        document["servers"] = [{"url": host.rstrip("/") + root.rstrip("/")}]
        document["info"]["contact"] = {
            "name": "Beheer van deze site",
            "url": host,
            **({"email": contact} if contact else {}),
        }
        return document

    def _described(self, language: str) -> str:
        """All operations, as JSON; made once for each language, as it takes a tenth of a second."""
        if language not in self._kept:
            found: OpenAPISchema = self.get_openapi_schema(path_prefix="")
            document: dict[str, Any] = json.loads(json.dumps(found))
            document.setdefault("components", {}).setdefault("schemas", {})["Probleem"] = (
                _PROBLEM_SCHEMA
            )
            for path, methods in document["paths"].items():
                for operation in methods.values():
                    _complete(operation, has_path_parameter="{" in path)
            self._kept[language] = json.dumps(document)
        return self._kept[language]


def _complete(operation: dict[str, Any], *, has_path_parameter: bool) -> None:
    """Put the version header and the problems in the description of one operation."""
    responses = {str(code): answer for code, answer in operation["responses"].items()}
    responses.pop("422", None)
    wanted = {"400"} if operation.get("parameters") or operation.get("requestBody") else set()
    if has_path_parameter:
        wanted.add("404")
    if operation.get("security"):
        wanted |= {"401", "403"}
        if operation.get("requestBody"):
            wanted.add("409")
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Probleem"}}}
    for code in sorted(wanted):
        responses[code] = {"description": titles_in_dutch()[int(code)], "content": content}
    header = {"API-Version": {"description": "Versie", "schema": {"type": "string"}}}
    for answer in responses.values():
        answer["headers"] = header
    operation["responses"] = dict(sorted(responses.items()))


def titles_in_dutch() -> dict[int, str]:
    """The kinds of problem, in the language of the description."""
    return {
        400: "Er klopt iets niet in de vraag",
        401: "Niet ingelogd",
        403: "Dit mag u niet",
        404: "Dit bestaat niet",
        409: "Iemand anders veranderde dit intussen",
    }


def _wrong_input(request: HttpRequest, error: ValidationError) -> HttpResponse:
    del request
    invalid = [
        (".".join(str(part) for part in item["loc"][1:]) or "body", str(item["msg"]))
        for item in error.errors
    ]
    return problem(400, _("One or more values are wrong."), invalid=invalid)


def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    del request
    return problem(error.status_code, str(error))


def _not_logged_in(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    del request, error
    return problem(401, _("Log in, or send an access token."))


def _forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    del request, error
    return problem(403, _("Your role does not allow this."))


def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    del request, error
    return problem(404, _("There is nothing at this address."))
