# SPDX-License-Identifier: EUPL-1.2
"""What is not sent stays inside: every address of the dialogues as every kind of person."""

from __future__ import annotations

import json
import pickle
import re
import zipfile
from collections.abc import Iterable, Iterator
from functools import cache as kept
from io import BytesIO
from itertools import product
from typing import Any
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.cache import caches
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import LocalePrefixPattern

from samenspel.accounts.models import Event, Organisation, Role, User
from samenspel.dialogue.actions.opinions import (
    PointValues,
    ask_to_join,
    begin_draft,
    correct,
    prepare,
    write_draft,
)
from samenspel.dialogue.models import AddresseeStep, ChainRecord
from tests.dialogue.opinions_at_work import NOW, adopted, drafted, sent
from tests.dialogue.rounds_world import SLUG, make_region
from tests.dialogue.small_round import World, make_world

pytestmark = pytest.mark.django_db

OWN_NOTE, SHARED, DRAFT, FIXED, CORRECTION, EXECUTIVE = (
    f"kanarie{name}" for name in ("geel", "blauw", "rood", "groen", "wit", "paars")
)
CANARY = re.compile(r"kanarie\w+", re.IGNORECASE)
KINDS = (
    ("/concept.", ("pdf", "docx")),
    ("/zienswijze-", ("docx",)),
    ("/punten.", ("csv",)),
    ("/brieven/", ("docx",)),
    ("", ("pdf", "csv")),
)
"""Kinds of file by what is in the route: PDF and Word are made of one sheet."""
TYPES = {
    "text/html",
    "text/csv",
    "text/calendar",
    "application/json",
    "application/ld+json",
    "application/atom+xml",
    "application/pdf",
    "application/zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""What was read at least: pages, API and Popolo, JSON-LD, feeds, calendars, files."""
ONLY_BODIES = {
    "clerk of the council that was asked",
    "councillor with a note",
    "clerk with an adopted text",
    "councillor of the corrected text",
}
"""Who reads only the pages about bodies: elsewhere they read what others of a council read."""
CONVERTER = re.compile(r"<(?:(\w+):)?(\w+)>")


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with patch("django.utils.timezone.now", return_value=NOW):
        yield


def secretive_world() -> World:
    """Council 0 prepares and drafts, 1 has adopted and not sent, 2 corrects, 3 was asked by 0."""
    world = make_world(councils=5, executives=1, clauses=2)
    make_region(5)
    world.round.arrangement_slug = SLUG
    world.round.save(update_fields=["arrangement_slug"])
    council, clause = world.councils[0], world.clauses[0]
    for text, is_shared, number in ((OWN_NOTE, False, 1), (SHARED, True, 2)):
        prepare(
            addressee=council,
            clause=clause,
            position="object",
            text=text,
            is_shared=is_shared,
            by=world.actor("councillor", 0, number),
            at=NOW,
        )
    opinion = drafted(world, 0, text=DRAFT)
    ask_to_join(opinion=opinion, addressee=world.councils[3], by=world.actor("clerk"), at=NOW)
    drafted(world, 1, text=FIXED)
    adopted(world, 1)
    sent(world, 2)
    correct(addressee=world.councils[2], reason=CORRECTION, by=world.actor("clerk", 2), at=NOW)
    adviser = world.actor("adviser")
    own = begin_draft(addressee=world.executives[0], by=adviser, at=NOW)
    write_draft(
        opinion=own,
        introduction=EXECUTIVE,
        points=[PointValues(None, "none", EXECUTIVE)],
        edition=own.edition,
        by=adviser,
        at=NOW,
    )
    return world


def administrator() -> User:
    site = Organisation.objects.get_or_create(kind="site", defaults={"name": "De site"})[0]
    user = User.objects.create_user("beheer@test.example", "geheim", name="Beheer")
    Role.objects.create(user=user, organisation=site, kind="administrator")
    return user


def people(world: World) -> dict[str, tuple[User | None, set[str]]]:
    """Everybody by name, with the secrets that they may read."""
    mine_of_executive = {EXECUTIVE}
    return {
        "visitor": (None, set()),
        "administrator": (administrator(), set()),
        "secretariat": (world.user("secretariat"), set()),
        "clerk of the council that was asked": (world.user("clerk", 3), set()),
        "councillor of another council": (world.user("councillor", 4), set()),
        "adviser of the own executive": (world.user("adviser", 0), mine_of_executive),
        "clerk": (world.user("clerk", 0), {SHARED, DRAFT}),
        "councillor with a note": (world.user("councillor", 0, 1), {OWN_NOTE, SHARED, DRAFT}),
        "clerk with an adopted text": (world.user("clerk", 1), {FIXED}),
        "councillor of the corrected text": (world.user("councillor", 2), {CORRECTION}),
    }


def patterns(held: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """The route of every address of the site, as written in its patterns."""
    for one in held:
        if isinstance(one.pattern, LocalePrefixPattern):
            route = before
        else:
            route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns, route)
        else:
            yield route


def routes() -> list[str]:
    """The routes of the dialogues: pages, files, feeds, API."""
    found = {re.sub(r"^\^|\$$|\\Z", "", route) for route in patterns(get_resolver().url_patterns)}
    return sorted(route for route in found if "dialog" in route and "?P<" not in route)


def choices(world: World, route: str) -> Iterator[dict[str, object]]:
    """The values that the places in a route can have: each body, and each version of it."""
    place = world.organisation(0).municipality
    assert place is not None
    slug = {"gemeenten": place.slug, "samenwerkingen": SLUG}.get(route.split("/")[0], "proef")
    if "/reces/" in route:
        slug = place.slug
    fixed = {"slug": slug, "key": world.clauses[0].key, "code": place.code.lower()}
    bodies = [body.pk for body in (*world.councils[:3], *world.executives)]
    versions = [v.pk for o in world.round.opinions.all() for v in o.versions.all()]
    names = {name: converter for converter, name in CONVERTER.findall(route)}
    held: dict[str, list[object]] = {
        name: [fixed.get(name, 1 if converter == "int" else "proef")]
        for name, converter in names.items()
    }
    if "addressee" in names:
        held["addressee"] = list(bodies)
    if "version" in names:
        held["version"] = list(versions)
    if "kind" in names:
        held["kind"] = list(next(kinds for part, kinds in KINDS if part in route))
    for values in product(*held.values()):
        yield dict(zip(held, values, strict=True))


def addresses(world: World) -> list[str]:
    """Every address that the routes can make with what is in the round."""
    found = [
        "/" + CONVERTER.sub(lambda place, held=values: str(held[place[2]]), route)  # type: ignore[misc]
        for route in routes()
        for values in choices(world, route)
    ]
    place = world.organisation(0).municipality
    assert place is not None
    extra = [place.get_absolute_url(), reverse("municipality-council", args=[place.slug])]
    return [*found, *extra, reverse("my-page")]


def plain(content: bytes) -> str:
    """The words in a page or file: Word and Excel unzipped, PDF as text."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as held:
            return " ".join(held.read(name).decode(errors="ignore") for name in held.namelist())
    if content.startswith(b"%PDF"):
        return _pdf_text(content)
    return content.decode(errors="ignore")


@kept
def _pdf_text(content: bytes) -> str:
    from pypdf import PdfReader

    return " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def content_of(answer: Any) -> bytes:
    if answer.streaming:
        return b"".join(answer.streaming_content)
    return bytes(answer.content)


def told(client: Client, user: User | None, urls: Iterable[str]) -> Iterator[tuple[str, Any, str]]:
    """Each address with its answer and the words in it, as somebody reads it."""
    client.logout()
    if user is not None:
        client.force_login(user)
    for url in urls:
        answer = client.get(url)
        yield url, answer, plain(content_of(answer)).lower()


def test_what_was_not_sent_is_read_by_the_own_body_only(client: Client) -> None:
    world = secretive_world()
    asked = addresses(world)
    of_bodies = [url for url in asked if "/raden/" in url]
    assert len(asked) > 100
    types: set[str] = set()
    for who, (user, allowed) in people(world).items():
        urls = of_bodies if who in ONLY_BODIES else asked
        read: set[str] = set()
        for url, answer, words in told(client, user, urls):
            assert answer.status_code < 500, url
            found = set(CANARY.findall(words))
            assert found <= allowed, f"{who} reads {found - allowed} at {url}"
            if found:
                kept = answer.headers.get("Cache-Control", "")
                assert "private" in kept and "no-store" in kept, url  # noqa: PT018
            read |= found
            if answer.status_code == 200:
                types.add(answer.headers["Content-Type"].split(";")[0])
        assert read == allowed, f"{who} does not find {allowed - read}"
    assert types >= TYPES


def test_nobody_else_learns_that_somebody_prepares(client: Client) -> None:
    world = make_world(councils=2)
    url = reverse("dialogue-addressee", args=[world.round.slug, world.councils[0].pk])
    outsiders = (None, world.user("clerk", 1), world.user("secretariat"), world.user("adviser"))

    def seen() -> list[str]:
        pages = []
        for user in outsiders:
            client.logout()
            if user is not None:
                client.force_login(user)
            text = client.get(url).content.decode()
            pages.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text))
        return pages

    before = seen()
    prepare(
        addressee=world.councils[0],
        clause=world.clauses[0],
        position="wish",
        text="Iets",
        is_shared=True,
        by=world.actor("councillor"),
        at=NOW,
    )
    assert seen() == before


def test_log_chain_mail_and_cache_hold_nothing_that_was_not_sent(client: Client) -> None:
    world = secretive_world()
    client.force_login(world.user("clerk"))
    for view in ("dialogue-addressee", "dialogue-notes", "dialogue-draft"):
        assert client.get(reverse(view, args=["proef", world.councils[0].pk])).status_code == 200
    client.get(reverse("dialogue-draft-file", args=["proef", world.councils[0].pk, "pdf"]))
    held = [
        str(list(Event.objects.values())),
        str(list(AddresseeStep.objects.values())),
        json.dumps(list(ChainRecord.objects.values_list("payload", flat=True))),
        " ".join(f"{one.subject} {one.body}" for one in mail.outbox),
        *(
            pickle.dumps(getattr(cache, "_cache", {})).decode("latin-1")
            for cache in caches.all(initialized_only=True)
        ),
    ]
    for text in held:
        assert not CANARY.findall(text.lower())


PAGES_OF_A_BODY = (
    "dialogue-prepare",
    "dialogue-notes",
    "dialogue-draft",
    "dialogue-agenda",
    "dialogue-rapporteurs",
    "dialogue-none",
    "dialogue-joint",
    "dialogue-adopt",
    "dialogue-send",
    "dialogue-correct",
    "dialogue-withdraw",
)


def test_pages_of_a_body_are_not_there_for_others_by_reading_nor_by_sending(
    client: Client,
) -> None:
    world = secretive_world()
    keys = [world.round.slug, world.councils[0].pk]
    urls = [reverse(view, args=keys) for view in PAGES_OF_A_BODY]
    outsiders = {name: user for name, (user, allowed) in people(world).items() if not allowed}
    for user in outsiders.values():
        for url, answer, _words in told(client, user, urls):
            assert answer.status_code == 404, url
            sent_in = client.post(url, {"begin": "leeg", "reason": "x"})
            assert sent_in.status_code in {404, 405}, url
