# SPDX-License-Identifier: EUPL-1.2
"""What asks for attention in a link: every signal by itself; for members."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from samenspel.citylinks.access import Access
from samenspel.citylinks.queries.activities_balance import MEASURES, unit_of
from samenspel.citylinks.queries.file_facts import held_file
from samenspel.citylinks.queries.signals import signals_in
from samenspel.citylinks.queries.signals_pictures import balance_picture
from samenspel.citylinks.queries.signals_shown import SignalShown
from samenspel.citylinks.rules import KEEP_FILE, LOOK_BACK
from samenspel.citylinks.views.file_forms import crumbs
from samenspel.citylinks.views.shown import file_of
from samenspel.places.reference_dates import years_before

PERIODS = {"": 0, "vijf": 5, "twee": 2}
"""What the address calls a period -> how many years back; 0 is from the beginning."""

WRITING = {"fading": KEEP_FILE, "term": LOOK_BACK}
"""The signals of which the way on is to write something -> the right that this takes."""


@require_safe
@never_cache
def signals(request: HttpRequest, slug: str) -> HttpResponse:
    """Every signal, over the whole time or the last years; ``periode`` chooses."""
    access = file_of(request, slug)
    today = timezone.localdate()
    chosen = request.GET.get("periode", "")
    is_known = chosen in PERIODS
    measure = request.GET.get("maat", "")
    measure = measure if measure in MEASURES else ""
    years = PERIODS.get(chosen, 0)
    period = (years_before(today, years), today) if years else (date.min, today)
    held = held_file(access.link, on=today)
    context = {
        "link": access.link,
        "signals": [_for_reader(one, access) for one in signals_in(held, period=period)],
        "balance": balance_picture(held, period, measure=measure),
        "measures": [(one, unit_of(one)) for one in MEASURES],
        "periods": [
            ("", _("From the beginning")),
            ("vijf", _("The last five years")),
            ("twee", _("The last two years")),
        ],
        "period": chosen if is_known else "",
        "is_known": is_known,
        "is_member": True,
        "breadcrumb": crumbs(access.link, _("Signals")),
    }
    return render(request, "citylinks/signals.html", context, status=200 if is_known else 400)


def _for_reader(signal: SignalShown, access: Access) -> SignalShown:
    """The signal; where it leads is called by what this member may do there."""
    right = WRITING.get(signal.key)
    if right is None or access.may(right):
        return signal
    return replace(signal, where_label=signal.reader_label)
