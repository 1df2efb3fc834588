# SPDX-License-Identifier: EUPL-1.2
"""What the fields of the open data of a round mean."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class DataField:
    """A field by where it stands in the document, and what it means."""

    path: str
    meaning: str | Promise


FIELDS: tuple[DataField, ...] = (
    DataField(
        "round.stage", _("preparing, open, weighing, deciding, decided, closed or withdrawn")
    ),
    DataField("round.asked_by", _("The organisation that asks")),
    DataField("round.answer_by", _("The last day for most bodies")),
    DataField("documents[]", _("The published versions of the text")),
    DataField("documents[].clauses[].key", _("The name of a clause, the same in every version")),
    DataField("addressees[]", _("Who is asked")),
    DataField("addressees[].body", _("council, executive or other")),
    DataField("addressees[].municipality", _("CBS or NIS code; empty for others")),
    DataField("addressees[].inhabitants", _("Inhabitants on the day of sending")),
    DataField(
        "addressees[].state",
        _("waiting, received, on_agenda, draft, adopted, sent, too_late, none_wished, withdrawn"),
    ),
    DataField("opinions[]", _("Opinions that were sent; of a corrected one the last version")),
    DataField("opinions[].bodies[]", _("Whose opinion it is, with the votes in its own meeting")),
    DataField("opinions[].points[].clause", _("Key of the clause; empty: in general")),
    DataField(
        "opinions[].points[].position",
        _("agree, wish (agrees, with a wish), object, or none (no position)"),
    ),
    DataField("balance", _("The last interim balance that is public")),
    DataField("memo.points[]", _("Every point that needs a reply, with its final reply")),
    DataField("memo.points[].verdict", _("adopt, partly, reject or later")),
    DataField("memo.points[].changed_clause", _("Key of the clause that changes because of it")),
    DataField("meetings[].proposals[].outcome", _("adopted, rejected, or empty: not decided yet")),
    DataField("meetings[].proposals[].ballots[].votes[]", _("The roll call: a line per member")),
    DataField("commitments[]", _("What was promised, by which office or body, and until when")),
)
