# SPDX-License-Identifier: EUPL-1.2
"""A contribution or a lesson that belongs to no activity: the same fields, and a day."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from samenspel.citylinks.forms.activities import GiftForm, LessonForm
from samenspel.citylinks.forms.file_fields import day


class LooseGiftForm(GiftForm):
    """What one party gave to another, on a day."""

    on = day(_("Day"), required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["on", "giver", "receiver", "people", "hours", "euros", "note"])


class LooseLessonForm(LessonForm):
    """What a party learned, on a day."""

    on = day(_("Day"), required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["on", "party", "learned_from", "text", "is_public"])
