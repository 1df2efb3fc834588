# SPDX-License-Identifier: EUPL-1.2
"""People who keep records, and forms filled in as a browser does."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client

from samenspel.accounts.models import Organisation, Role, User
from samenspel.places.models import Municipality
from samenspel.register.models import Arrangement, ArrangementVersion, Participation

GGD = "/samenwerkingen/ggd-zaanstreek-waterland-voorbeeld/"
GROUND = {"reason": "Het klopte niet meer", "source": "Gemeenteblad 2026, 12"}


def organisation(kind: str = "municipality", code: str = "GM0439") -> Organisation:
    municipality = Municipality.objects.get(code=code) if kind == "municipality" else None
    name = f"Gemeente {municipality.name}" if municipality else f"Een {kind}"
    found, _made = Organisation.objects.get_or_create(
        name=name, defaults={"kind": kind, "municipality": municipality}
    )
    return found


def client_of(role: str, kind: str = "municipality", code: str = "GM0439") -> Client:
    """Somebody with a role, logged in."""
    email = f"{role}-{kind}-{code}@voorbeeld.example"
    user, _made = User.objects.get_or_create(email=email, defaults={"name": f"Persoon {role}"})
    Role.objects.get_or_create(user=user, organisation=organisation(kind, code), kind=role)
    client = Client()
    client.force_login(user)
    return client


def clerk(code: str = "GM0439") -> Client:
    return client_of(Role.Kind.CLERK, code=code)


def administrator() -> Client:
    return client_of(Role.Kind.ADMINISTRATOR, "site")


def arrangement(slug: str = "ggd-zaanstreek-waterland-voorbeeld") -> Arrangement:
    return Arrangement.objects.get(slug=slug)


def current(slug: str = "ggd-zaanstreek-waterland-voorbeeld") -> ArrangementVersion:
    return ArrangementVersion.objects.get(arrangement__slug=slug, next=None)


def participant(code: str, slug: str = "ggd-zaanstreek-waterland-voorbeeld") -> Participation:
    return Participation.objects.get(version=current(slug), municipality__code=code)


class _Fields(HTMLParser):
    """What the browser would send of the form with class edit-form."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self._inside = False
        self._area = self._select = ""
        self._chosen: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        has = {name for name, _value in attrs}
        if tag == "form":
            self._inside = "edit-form" in given.get("class", "")
        name = given.get("name", "")
        if not self._inside:
            return
        if tag == "input" and name:
            ticked = given.get("type") not in {"checkbox", "radio"} or "checked" in has
            if ticked:
                self.fields.setdefault(name, []).append(given.get("value", ""))
        elif tag == "textarea":
            self._area = name
            self.fields[name] = [""]
        elif tag == "select":
            self._select, self._chosen = name, None
        elif tag == "option" and self._select and (self._chosen is None or "selected" in has):
            self._chosen = given.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            # The browser drops the first line end.
            self.fields[self._area][0] = self.fields[self._area][0].removeprefix("\n")
            self._area = ""
        elif tag == "select":
            self.fields[self._select] = [self._chosen or ""]
            self._select = ""
        elif tag == "form":
            self._inside = False


def fields_of(answer: HttpResponse) -> dict[str, Any]:
    """The fields of the form on a page with their values; ``csrfmiddlewaretoken`` is left out."""
    parser = _Fields()
    parser.feed(answer.content.decode())
    parser.fields.pop("csrfmiddlewaretoken", None)
    return {k: v if len(v) > 1 else v[0] for k, v in parser.fields.items()}


def send(client: Client, path: str, **typed: Any) -> Any:
    """Open the form at an address, type over it, and send it."""
    shown = client.get(path)
    assert shown.status_code == 200, (path, shown.status_code)
    return client.post(path, {**fields_of(shown), **GROUND, **typed})


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())
