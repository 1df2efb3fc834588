# SPDX-License-Identifier: EUPL-1.2
"""Where a page of a round stands, and addresses of pages."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from samenspel.dialogue.models import Round


def crumbs(round_: Round, *parts: str | tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page of a round; a part is its words, or words and address."""
    way = [(_("Dialogues"), reverse("dialogues")), (round_.title, round_.get_absolute_url())]
    return way + [part if isinstance(part, tuple) else (part, "") for part in parts]


def address(view: str, *keys: object) -> str:
    """The address of a view of this site, with ``keys`` in their order."""
    return reverse(view, args=keys or None)
