# SPDX-License-Identifier: EUPL-1.2
"""Style and scripts: nothing undefined, nothing inline, nothing too big, nothing illegible."""

from __future__ import annotations

import gzip
import json
import re
from itertools import pairwise
from pathlib import Path

import django_htmx
import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "samenspel"
BUILD = SOURCE / "web" / "static" / "samenspel" / "build"
THEME = ROOT / "frontend" / "css" / "theme.css"
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))

# Read without a fallback, set nowhere, and left so on purpose. None: bridge.css names them all.
ACCEPTED_UNDEFINED: set[str] = set()


@pytest.fixture(scope="module")
def css() -> str:
    file = BUILD / "app.css"
    if not file.is_file():
        pytest.skip("style is not built; run `make assets`")
    return file.read_text("utf-8")


def test_no_component_reads_a_variable_that_nobody_sets(css: str) -> None:
    defined = set(re.findall(r"(?<=[{;])(--[\w-]+):", css))
    read_without_fallback = set(re.findall(r"var\(\s*(--[\w-]+)\s*\)", css))
    assert read_without_fallback - defined == ACCEPTED_UNDEFINED


def test_variables_that_nothing_reaches_are_pruned(css: str) -> None:
    assert "--denhaag-" not in css
    assert "--todo-" not in css


def test_style_stays_under_35_kilobytes_gzipped(css: str) -> None:
    assert len(gzip.compress(css.encode(), 9)) < 35_000


def test_scripts_stay_under_40_kilobytes_gzipped(css: str) -> None:
    htmx = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
    own = BUILD / "app.js"
    assert sum(len(gzip.compress(file.read_bytes(), 9)) for file in (htmx, own)) < 40_000


def test_style_loads_nothing_from_elsewhere(css: str) -> None:
    addresses = re.findall(r"url\(['\"]?([^'\")]+)", css)
    outside = [a for a in addresses if not a.startswith(("./fonts/", "data:", "#"))]
    assert addresses
    assert outside == []


def test_fonts_named_by_the_style_are_there(css: str) -> None:
    fonts = re.findall(r"url\(['\"]?(\./fonts/[^'\")]+)", css)
    assert fonts
    assert all((BUILD / font).is_file() for font in fonts)


def test_lock_file_names_no_host_but_those_who_ask_for_funding() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    for name, package in packages.items():
        assert "resolved" not in package, name
        kept = {key: value for key, value in package.items() if key != "funding"}
        assert "://" not in json.dumps(kept), name


def test_packages_are_pinned_to_exact_versions() -> None:
    wanted = json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())


INLINE = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style[\s>]", re.IGNORECASE),
    # A block of data is no script.
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*application/json)", re.IGNORECASE),
    "event attribute": re.compile(r"<[^>]*\son\w+\s*=", re.IGNORECASE),
    "htmx script": re.compile(r"hx-on|hx-vals\s*=\s*[\"']js:", re.IGNORECASE),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
}


@pytest.mark.parametrize(
    "template", TEMPLATES, ids=lambda path: path.relative_to(SOURCE).as_posix()
)
def test_template_holds_nothing_that_the_content_policy_refuses(template: Path) -> None:
    text = template.read_text("utf-8")
    assert [what for what, pattern in INLINE.items() if pattern.search(text)] == []


def test_htmx_is_told_to_respect_the_content_policy() -> None:
    base = (SOURCE / "web" / "templates" / "web" / "base.html").read_text("utf-8")
    configuration = re.search(r"name=\"htmx-config\" content='([^']+)'", base)
    assert configuration is not None
    assert json.loads(configuration[1]) == {"includeIndicatorStyles": False, "allowEval": False}


def _luminance(colour: str) -> float:
    """Relative luminance of #rgb or #rrggbb, as WCAG 2.2 defines it."""
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _colours(file: Path) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b", file.read_text("utf-8")))


@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        ("voorbeeld-kleuren-grijs-400", "voorbeeld-kleuren-grijs-50", 4.5),  # subtle text
        ("voorbeeld-kleuren-grijs-500", "voorbeeld-kleuren-violet-100", 4.5),  # note at the date
        ("voorbeeld-kleuren-grijs-700", "voorbeeld-kleuren-violet-100", 4.5),
        ("voorbeeld-kleuren-blauw-500", "voorbeeld-kleuren-blauw-100", 4.5),  # link in an alert
        ("voorbeeld-kleuren-violet-500", "voorbeeld-kleuren-violet-100", 4.5),  # link at the date
        ("voorbeeld-kleuren-violet-600", "voorbeeld-kleuren-violet-100", 4.5),  # badge
        ("voorbeeld-kleuren-oranje-500", "voorbeeld-kleuren-oranje-100", 4.5),  # badge, warning
        ("voorbeeld-kleuren-violet-100", "voorbeeld-kleuren-violet-500", 4.5),  # text on the hero
        ("basis-focus-color", "basis-focus-background-color", 4.5),
        ("voorbeeld-kleuren-violet-400", "voorbeeld-kleuren-grijs-50", 3.0),  # bars, lines
    ],
)
def test_text_and_lines_stand_out_from_their_ground(ink: str, ground: str, least: float) -> None:
    colours = _colours(THEME)
    assert _contrast(colours[ink], colours[ground]) >= least


def test_map_shades_darken_evenly_so_that_they_survive_grey_and_colour_blindness() -> None:
    colours = _colours(ROOT / "frontend" / "css" / "drawings.css")
    shades = [colours[f"shade-{step}"] for step in range(6)]
    # CIE lightness, 0..100: what the eye sees as even.
    lightness = [116 * _luminance(shade) ** (1 / 3) - 16 for shade in shades]
    steps = [before - after for before, after in pairwise(lightness)]
    assert min(steps) >= 5
    assert min(steps[1:]) >= 10
