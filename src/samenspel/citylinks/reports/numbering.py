# SPDX-License-Identifier: EUPL-1.2
"""Numbers of pages on the papers of city links."""

from __future__ import annotations

from django.utils.translation import gettext as _


def page_numbering() -> tuple[str, str, str]:
    """The words before, between and after the number of the page and that of all pages."""
    before, _mark, rest = _("Page %(page)s of %(pages)s").partition("%(page)s")
    between, _mark, after = rest.partition("%(pages)s")
    return before, between, after
