# SPDX-License-Identifier: EUPL-1.2
"""``datapackage.json``: which file holds which table, and what is said about it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NoReturn

from samenspel.datapackage.files import DESCRIPTOR, FileError, PackageFiles
from samenspel.datapackage.package import Kind, Licence, SourceReference
from samenspel.datapackage.problems import Report

_KINDS: Mapping[str, Kind] = {
    "register": "register",
    "inventory": "inventory",
    "example": "example",
}
_MAX_RESOURCES = 200


@dataclass(frozen=True)
class Resource:
    """A file of the package."""

    name: str
    path: str
    title: str
    format: str
    digest: str | None
    size: int | None
    descriptions: dict[str, str]
    valid_on: date | None
    sources: tuple[SourceReference, ...]


@dataclass(frozen=True)
class Descriptor:
    """What ``datapackage.json`` says; ``kind`` and ``observed_on`` only when it states them."""

    name: str
    title: str
    description: str
    licences: tuple[Licence, ...]
    sources: tuple[SourceReference, ...]
    kind: Kind | None
    observed_on: date | None
    resources: tuple[Resource, ...]


def read_descriptor(files: PackageFiles, report: Report) -> Descriptor | None:
    """The descriptor of the package; None, with the problems reported, when it is of no use."""
    try:
        content = files.read(DESCRIPTOR, at_most=files.limits.descriptor)
    except FileError as error:
        report.add(str(error), file=DESCRIPTOR, expected=error.expected)
        return None
    document = _parse(content, report)
    if document is None:
        return None
    name = _text(document.get("name")) or "package"
    own = document.get("samenspel")
    own = own if isinstance(own, dict) else {}
    return Descriptor(
        name=name,
        title=_text(document.get("title")) or name,
        description=_text(document.get("description")),
        licences=tuple(
            Licence(_text(entry.get("name")), _text(entry.get("title")), _text(entry.get("path")))
            for entry in _objects(document.get("licenses"))
        ),
        sources=_sources(document),
        kind=_kind(own, report),
        observed_on=_day(own, "observed_on", report),
        resources=_resources(document, report),
    )


def _parse(content: bytes, report: Report) -> dict[str, Any] | None:
    expected = "a JSON object with a list of resources"
    try:
        document = json.loads(content.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except UnicodeDecodeError:
        report.add("the file is not UTF-8", file=DESCRIPTOR, expected="text in UTF-8")
        return None
    except json.JSONDecodeError as error:
        report.add(
            f"this is not JSON: {error.msg}", file=DESCRIPTOR, row=error.lineno, expected=expected
        )
        return None
    except (ValueError, RecursionError):
        report.add("this is not JSON that can be read", file=DESCRIPTOR, expected=expected)
        return None
    if not isinstance(document, dict):
        report.add("this is not a JSON object", file=DESCRIPTOR, expected=expected)
        return None
    return document


def _refuse_constant(name: str) -> NoReturn:
    message = f"{name} is not JSON"
    raise ValueError(message)


def _resources(document: dict[str, Any], report: Report) -> tuple[Resource, ...]:
    entries = document.get("resources")
    if not isinstance(entries, list) or not entries:
        report.add(
            "there is no list of resources",
            file=DESCRIPTOR,
            column="resources",
            expected="a list with a name and a path for every file",
        )
        return ()
    if len(entries) > _MAX_RESOURCES:
        report.add(
            f"there are {len(entries)} resources",
            file=DESCRIPTOR,
            column="resources",
            expected=f"at most {_MAX_RESOURCES}",
        )
        return ()
    found: dict[str, Resource] = {}
    for entry in entries:
        resource = _resource(entry, report)
        if resource is None:
            continue
        if resource.name in found:
            report.add(
                "two resources have the same name",
                file=DESCRIPTOR,
                column="resources",
                value=resource.name,
                expected="different names",
            )
            continue
        found[resource.name] = resource
    return tuple(found.values())


def _resource(entry: object, report: Report) -> Resource | None:
    if not isinstance(entry, dict):
        entry = {}
    name, path = entry.get("name"), entry.get("path")
    named = isinstance(name, str) and name.isprintable() and name
    if not named or not isinstance(path, str) or not path:
        report.add(
            "a resource has no name, or no path of one file",
            file=DESCRIPTOR,
            column="resources",
            value=name if isinstance(name, str) else None,
            expected="a name and the path of one file",
        )
        return None
    own = entry.get("samenspel")
    digest = entry.get("hash")
    size = entry.get("bytes")
    return Resource(
        name=_text(name),
        path=path,
        title=_text(entry.get("title")),
        format=_text(entry.get("format")).lower(),
        digest=_sha256(digest) if isinstance(digest, str) else None,
        size=size if isinstance(size, int) and not isinstance(size, bool) else None,
        descriptions=_descriptions(entry.get("schema")),
        valid_on=_day(own if isinstance(own, dict) else {}, "valid_on", report),
        sources=_sources(entry),
    )


def _sources(entry: dict[str, Any]) -> tuple[SourceReference, ...]:
    """The sources that the package, or one of its files, names."""
    return tuple(
        SourceReference(_text(source.get("title")), _text(source.get("path")))
        for source in _objects(entry.get("sources"))
    )


def _descriptions(schema: object) -> dict[str, str]:
    if not isinstance(schema, dict):
        return {}
    return {
        _text(field_.get("name")): _text(field_.get("description"))
        for field_ in _objects(schema.get("fields"))
    }


def _sha256(stated: str) -> str | None:
    """A hash without its prefix; None for another algorithm than SHA-256."""
    kind, _, value = stated.rpartition(":")
    return value.lower() if kind in {"sha256", ""} and len(value) == 64 else None


def _kind(own: dict[str, Any], report: Report) -> Kind | None:
    stated = own.get("kind")
    if stated is None:
        return None
    kind = _KINDS.get(stated) if isinstance(stated, str) else None
    if kind is None:
        report.add(
            "unknown kind of package",
            file=DESCRIPTOR,
            column="samenspel.kind",
            value=stated,
            expected="one of " + ", ".join(_KINDS),
        )
    return kind


def _day(own: dict[str, Any], key: str, report: Report) -> date | None:
    stated = own.get(key)
    if stated is None:
        return None
    try:
        day = date.fromisoformat(stated)
    except (TypeError, ValueError):
        day = None
    # fromisoformat also reads weeks and dates without dashes.
    if day is None or day.isoformat() != stated:
        report.add(
            "this is not a date",
            file=DESCRIPTOR,
            column=f"samenspel.{key}",
            value=stated,
            expected="a date written YYYY-MM-DD",
        )
        return None
    return day


def _objects(value: object) -> list[dict[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _text(value: object) -> str:
    """The text; half characters, which JSON can hold and nothing else can, are replaced."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""
