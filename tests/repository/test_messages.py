# SPDX-License-Identifier: EUPL-1.2
"""The tool for translations finds every text and every fault in the catalogue."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages import Catalog

from tools import messages

PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
A = _("Municipality")
def b(n): return ngettext("%(n)s seat", "%(n)s seats", n)
C = pgettext("of a board", "general")
"""
PAGE = """
{% if x %}
  <h1>{% translate "Arrangements" %}</h1>
      <p>{% blocktranslate trimmed with name=m.name %}
        Partners of
        {{ name }} (don't wait)
      {% endblocktranslate %}</p>
  {% blocktranslate count n=n %}{{ n }} partner{% plural %}{{ n }} partners{% endblocktranslate %}
  {% translate "May" context "month" %} {{ x|default:_("unknown") }}
{% endif %}
"""


@pytest.fixture
def used(tmp_path: Path) -> Catalog:
    (tmp_path / "templates" / "app").mkdir(parents=True)
    (tmp_path / "rules.py").write_text(PYTHON)
    (tmp_path / "templates" / "app" / "page.html").write_text(PAGE)
    (tmp_path / "migrations").mkdir()
    (tmp_path / "migrations" / "0001.py").write_text('A = _("not this one")')
    return messages.collect(tmp_path, tmp_path)


def catalogue(*entries: tuple[str | tuple[str, str], str | tuple[str, str]]) -> Catalog:
    result = Catalog(locale="nl")
    for english, dutch in entries:
        result.add(english, dutch, locations=[("a.py", 0)])
    return result


def test_texts_of_code_and_templates_are_found(used: Catalog) -> None:
    found = {(message.id, message.context) for message in messages.messages(used).values()}
    assert found == {
        ("Municipality", None),
        (("%(n)s seat", "%(n)s seats"), None),
        ("general", "of a board"),
        ("Arrangements", None),
        ("Partners of %(name)s (don't wait)", None),
        (("%(n)s partner", "%(n)s partners"), None),
        ("May", "month"),
        ("unknown", None),
    }


def test_complete_catalogue_has_no_findings() -> None:
    known = catalogue(
        ("Name", "Naam"), (("%(n)s seat", "%(n)s seats"), ("één zetel", "%(n)s zetels"))
    )
    used = catalogue(("Name", ""), (("%(n)s seat", "%(n)s seats"), ("", "")))
    assert messages.findings(used, known) == []


@pytest.mark.parametrize(
    ("english", "dutch", "what"),
    [
        ("Name", "", "not translated"),
        (("%(n)s seat", "%(n)s seats"), ("%(n)s zetel", ""), "not translated"),
        ("In %(year)s", "In %(jaar)s", "placeholders differ"),
        ("In {year}", "In", "placeholders differ"),
        (("%(n)s seat", "%(n)s seats"), ("%(n)s zetel", "zetels"), "placeholders differ"),
    ],
)
def test_fault_in_a_translation_is_found(
    english: str | tuple[str, str], dutch: str | tuple[str, str], what: str
) -> None:
    (finding,) = messages.findings(catalogue((english, "")), catalogue((english, dutch)))
    assert finding.what == what


def test_missing_and_unused_messages_are_found() -> None:
    found = messages.findings(catalogue(("New", "")), catalogue(("Old", "Oud")))
    assert {(one.what, one.text) for one in found} == {
        ("missing from the catalogue", "New"),
        ("no longer used", "Old"),
    }


def test_update_keeps_known_translations_and_drops_unused_ones() -> None:
    own, other = catalogue(("Name", "Naam"), ("Old", "Oud")), catalogue(("New", "Nieuw"))
    used = catalogue(("New", ""), ("Name", ""), ("Open", ""))
    result = {key[0]: one.string for key, one in
              messages.messages(messages.merged(used, [own, other])).items()}  # fmt: skip
    assert {text: string or "" for text, string in result.items()} == {
        "Name": "Naam",
        "New": "Nieuw",
        "Open": "",
    }


def test_catalogue_is_written_and_read_back_the_same(tmp_path: Path, used: Catalog) -> None:
    text = messages.catalogue_text(messages.merged(used, []))
    path = tmp_path / "django.po"
    path.write_text(text, encoding="utf-8")
    again = messages.merged(used, [messages.read(path)])
    assert messages.catalogue_text(again) == text
    assert "templates/app/page.html" not in text
    assert text.index('msgid "Arrangements"') < text.index('msgid "Municipality"')
