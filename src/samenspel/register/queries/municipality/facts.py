# SPDX-License-Identifier: EUPL-1.2
"""Figures and regions of a municipality in words, ready to be shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from samenspel.datapackage.indicators import Indicator
from samenspel.places.notation import written
from samenspel.places.queries.municipalities import KnownFigure, RegionOf
from samenspel.register.models import Collection
from samenspel.register.queries.collections import collection_label
from samenspel.register.queries.municipality.page import MunicipalityPage

# Divisions that councillors meet; the others are a click away.
MAIN_DIVISIONS = (
    "safety-regions",
    "public-health",
    "environment-services",
    "labour-market",
    "youth-care",
    "social-support",
    "mra-subregions",
    "corop",
)


@dataclass(frozen=True)
class FigureRow:
    """A figure in words: value with unit, date, source, and the address of its definition."""

    label: str
    value: str
    on: str
    source: str
    definition: str
    url: str


@dataclass(frozen=True)
class FigureGroup:
    """Figures about one thing."""

    key: str
    label: str
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True)
class KeyFigure:
    """A figure as ``web/components/key_figures.html`` draws it."""

    value: str
    label: str
    note: str = ""
    url: str = ""


def _is_dutch() -> bool:
    return (get_language() or "nl").startswith("nl")


def _group_labels() -> Mapping[str, str]:
    return {
        "people": _("Residents"),
        "space": _("Space"),
        "households": _("Households"),
        "housing": _("Housing"),
        "work": _("Work and education"),
        "income": _("Income"),
        "administration": _("Administration"),
    }


def value_text(indicator: Indicator, value: float) -> str:
    """A figure with its unit: ``14,5%``, ``185,5 km²``, ``€ 345.000``."""
    if indicator.unit == "thousand_euro":
        return f"€ {written(value * 1000, 0)}"
    number = written(value, indicator.decimals)
    patterns = {"percent": "%s%%", "km2": "%s km²", "per_km2": _("%s per km²")}
    return patterns.get(indicator.unit, "%s") % number


def figure_groups(
    figures: Sequence[KnownFigure], collections: Sequence[Collection]
) -> tuple[FigureGroup, ...]:
    """Figures by group, in the order of the catalogue of indicators."""
    names = {c.slug: collection_label(c) for c in collections}
    methods = reverse("methods")
    titles = _group_labels()
    order = list(titles)
    listed = sorted(figures, key=lambda f: order.index(f.indicator.group))
    return tuple(
        FigureGroup(key, titles[key], tuple(_row(f, names, methods) for f in found))
        for key, found in groupby(listed, key=lambda f: f.indicator.group)
    )


def _row(figure: KnownFigure, names: Mapping[str, str], methods: str) -> FigureRow:
    indicator = figure.indicator
    dutch = _is_dutch()
    return FigureRow(
        label=indicator.label_nl if dutch else indicator.label_en,
        value=value_text(indicator, figure.value),
        on=date_format(figure.on, "DATE_FORMAT") if figure.on else _("date not stated"),
        source=names.get(figure.source, figure.source),
        definition=indicator.definition_nl if dutch else indicator.definition_en,
        url=f"{methods}#{indicator.key}",
    )


def key_figures(page: MunicipalityPage) -> tuple[KeyFigure, ...]:
    """Arrangements, partners, closest partner and residents, as far as known."""
    found = []
    if not page.exists:
        return ()
    if page.number is not None:
        mean = page.average.mean
        note = "" if mean is None else _("on average %(mean)s") % {"mean": written(mean, 1)}
        label = ngettext("arrangement", "arrangements", page.number)
        found.append(
            KeyFigure(written(page.number), label, note, f"{reverse('methods')}#arrangements")
        )
    if page.present_partners:
        number = len(page.present_partners)
        label = ngettext("partner municipality", "partner municipalities", number)
        closest = page.present_partners[0]
        note = _("most often with %(name)s (%(number)d)") % {
            "name": closest.place.name,
            "number": closest.shared,
        }
        found.append(KeyFigure(written(number), label, note, f"{reverse('methods')}#partners"))
    for figure in page.figures:
        if figure.indicator.key in {"population", "council_seats"}:
            label = figure.indicator.label_nl if _is_dutch() else figure.indicator.label_en
            on = date_format(figure.on, "DATE_FORMAT") if figure.on else ""
            text = value_text(figure.indicator, figure.value)
            found.append(KeyFigure(text, label.lower(), on))
    return tuple(found)


Item: TypeAlias = "tuple[str, str, str]"


def region_items(
    regions: Sequence[RegionOf], *, suffix: str
) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Division, region and address: the main divisions, and the others."""
    order = {key: number for number, key in enumerate(MAIN_DIVISIONS)}
    main = sorted((r for r in regions if r.key in order), key=lambda r: order[r.key])
    more = [r for r in regions if r.key not in order]
    if not main:
        main, more = more[: len(MAIN_DIVISIONS)], more[len(MAIN_DIVISIONS) :]
    return tuple(_item(r, suffix) for r in main), tuple(_item(r, suffix) for r in more)


def _item(region: RegionOf, suffix: str) -> Item:
    name = region.name_nl if _is_dutch() else region.name_en
    url = f"{reverse('division', args=[region.key])}{suffix}"
    return f"{name} ({region.year})", region.region, url
