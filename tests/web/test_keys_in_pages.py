# SPDX-License-Identifier: EUPL-1.2
"""Keys of records in pages: as digits, not as a number for people (1.000)."""

from __future__ import annotations

import re
from pathlib import Path

from django.template import engines
from django.utils import translation

import samenspel

_TEMPLATES = sorted(Path(samenspel.__file__).parent.glob("*/templates/**/*.html"))
_KEY = re.compile(r"\{\{ [a-z_.]*\bpk \}\}")


def test_a_thousandth_record_has_a_key_that_a_form_can_send_back() -> None:
    page = engines["django"].from_string("{{ pk }} {{ pk|unlocalize }}")
    with translation.override("nl"):
        assert page.render({"pk": 1000}) == "1.000 1000"


def test_no_page_writes_a_key_as_a_number_for_people() -> None:
    found = [path.name for path in _TEMPLATES if _KEY.search(path.read_text(encoding="utf-8"))]
    assert len(_TEMPLATES) > 100
    assert found == []
