# SPDX-License-Identifier: EUPL-1.2
"""What replies and decisions promise of which no commitment was written down yet."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from samenspel.dialogue.models import Decision, Reply, Round, Verdict

MOST = 30


@dataclass(frozen=True)
class Promise:
    """Something promised, with the address of the form that makes it a commitment."""

    text: str
    url: str


def promises(round_: Round) -> tuple[Promise, ...]:
    """Points "for later" and adopted proposals without a commitment, at most 30 of each.

    For the secretariat: replies are in here before the memo is out. Two queries.
    """
    form = reverse("dialogue-follow-up-commit", args=[round_.slug])
    replies = Reply.objects.filter(
        point__version__opinion__round=round_, verdict=Verdict.LATER, commitments__isnull=True
    ).order_by("pk")[:MOST]
    decisions = (
        Decision.objects.filter(
            proposal__meeting__round=round_,
            commitments__isnull=True,
            outcome=Decision.Outcome.ADOPTED,
        )
        .select_related("proposal")
        .order_by("pk")[:MOST]
    )
    return (
        *(
            Promise(
                _("Decision: %(title)s") % {"title": row.proposal.title},
                f"{form}?{urlencode({'besluit': row.pk})}",
            )
            for row in decisions
        ),
        *(
            Promise(
                _("For later: %(reason)s") % {"reason": row.reason},
                f"{form}?{urlencode({'antwoord': row.pk})}",
            )
            for row in replies
        ),
    )
