# SPDX-License-Identifier: EUPL-1.2
"""A long list to choose from, above the points."""

from __future__ import annotations

from django import forms

from samenspel.dialogue.forms.replies import LongSelect

CHOICES = [("", "All"), ("kosten", "Costs & <shares>")]


def _parts(widget: forms.Widget) -> list[str]:
    return widget.render("onderdeel", "kosten", {"id": "list"}).replace(">", ">\n").split()


def test_it_looks_like_every_other_list() -> None:
    class Short(forms.Form):
        onderdeel = forms.ChoiceField(choices=CHOICES)

    long = _parts(LongSelect(choices=CHOICES))
    short = _parts(Short().fields["onderdeel"].widget)
    for word in ("selected>", 'class="utrecht-select', "&lt;shares&gt;</option>"):
        assert [word in text for text in (long, short)] == [True, True], (word, long, short)
