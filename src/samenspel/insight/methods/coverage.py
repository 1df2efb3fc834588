# SPDX-License-Identifier: EUPL-1.2
"""Definition of the findings about tasks, shared tables and provinces."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samenspel.register.methods import Method

METHODS = (
    Method(
        key="coverage",
        title=_("Tasks without an arrangement or with several, and shared tables"),
        definition=_(
            "Four findings on the reference date. A task without an arrangement: the municipality "
            "is in no arrangement that names the main theme. A doubled task: it is in two or more "
            "arrangements that name the same policy area. Members outside the province: they lie "
            "in another province than most municipalities of the arrangement; where two provinces "
            "have as many, nobody is outside. A shared table: two or more arrangements of exactly "
            "the same municipalities, at least two; and beside it arrangements that have all of "
            "these and one or two more."
        ),
        unit=_("municipalities, arrangements or groups of municipalities"),
        extent=_("0 and more"),
        example=_(
            "Arrangements for waste have the members A, B, C and A, B. Then the task is doubled "
            "for A and B. An arrangement for youth care also has A, B and C: with the first it "
            "could share a table. If A and B lie in one province and C in another, then C is "
            "outside the province in both."
        ),
        source=_(
            "Participations and official policy areas in the source that we follow; areas that "
            "were guessed from words in a name do not count. A definition of our own, on sets."
        ),
        limits=_(
            "Many arrangements have no policy area in the source: they count for no task. So a "
            "task without an arrangement may be done in one of those, or by the municipality "
            "itself. Two arrangements for one policy area may each do another part of it. "
            "The same members are no reason to merge: law, money and boards may differ."
        ),
    ),
)
