# SPDX-License-Identifier: EUPL-1.2
"""Definitions of decisions of the board, and of the sealed log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from samenspel.register.methods import Method

METHODS = (
    Method(
        key="board-decision",
        title=_("Decision of the board"),
        definition=_(
            "A proposal is adopted when more than half of the votes cast is in favour, unless the "
            "arrangement asks for more: a larger part of the votes, a part of the members, or "
            "nobody against. Who abstains casts no vote. A member that splits its votes counts, "
            "where members are counted, for what most of its votes say. The ballot is valid only "
            "when more than half of the members took part, or as many as the arrangement asks. "
            "With as many votes against as in favour nothing is decided: there is a second vote. "
            "At a second tie the chair decides, unless the arrangement says otherwise. A member "
            "was decisive when the outcome would have been another one had it voted the other way."
        ),
        example=_(
            "Amsterdam has 38 votes, Zaanstad 17, Purmerend 10 and Edam-Volendam 5. Amsterdam and "
            "Edam-Volendam are in favour (43), Zaanstad is against (17), Purmerend abstains. Of "
            "the 60 votes cast 31 are needed: adopted. Amsterdam was decisive, Edam-Volendam was "
            "not: without it 38 of 60 are in favour."
        ),
        source=_(
            "Gemeentewet articles 20, 29, 30 and 32, which article 22 of the Wet "
            "gemeenschappelijke regelingen applies to a general board; and the arrangement itself. "
            "We count with whole numbers only."
        ),
        limits=_(
            "The law decides about a tie in its own way for some boards; the arrangement wins "
            "here, so look there first. Decisive says who could have turned the outcome alone, "
            "not who convinced the others."
        ),
    ),
    Method(
        key="sealed-log",
        title=_("Sealed log"),
        definition=_(
            "What must never change is written in a log: texts, opinions, replies, mandates, "
            "votes, decisions. Every line holds a digest: a number of 64 signs that is computed "
            "from what the line says and from the digest of the line before. Who changes one "
            "letter afterwards changes all digests that follow. Write down the last digest, and "
            "you can prove later that everything before it is still the same."
        ),
        example=_(
            "You write down: 41, 9f86d081. Later somebody changes a vote in line 12. The digest "
            "of line 12 no longer fits, and line 41 no longer begins with 9f86d081."
        ),
        source=_("SHA-256 (FIPS 180-4) of the text of each line as JSON with sorted keys."),
        limits=_(
            "It does not say that a line is true, only that it was not changed. Names of people "
            "are not in it. The votes of a ballot that is open appear when the ballot is closed."
        ),
    ),
)
