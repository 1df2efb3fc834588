# SPDX-License-Identifier: EUPL-1.2
"""The lists of city links that municipalities sent, and which links came of them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from samenspel.citylinks.models.links import CityLink
from samenspel.places.models import Municipality
from samenspel.register.models import DECIDED_IF_AND_ONLY_IF, SentList


class LinkList(SentList):
    """A list of links, to be looked at before anything is written.

    ``heads``: only those that are understood; cells of other columns are not kept, since nobody
    looks at them and they may name people. ``rows``: emptied when the list is thrown away.
    ``left_out``: heads that were not understood. ``links``: what came of it.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="lists_of_links"
    )
    left_out = models.JSONField(default=list)
    links = models.ManyToManyField(CityLink, related_name="lists")

    class Meta(SentList.Meta):
        verbose_name = _("list of city links")
        verbose_name_plural = _("lists of city links")
        constraints = [
            models.CheckConstraint(
                name="link_list_decided_if_and_only_if", condition=DECIDED_IF_AND_ONLY_IF
            )
        ]
