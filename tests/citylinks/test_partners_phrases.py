# SPDX-License-Identifier: EUPL-1.2
"""What is shared and brought reads as part of a sentence."""

from __future__ import annotations

from django.utils import translation

from samenspel.analysis.complementarity import LINK_INDICATOR
from samenspel.citylinks.queries.partners_phrases import in_sentence, phrase


def test_a_challenge_and_an_offer_lose_their_label_within_a_sentence() -> None:
    with translation.override("nl"):
        assert phrase(["ageing", "challenge_leefklimaat"]) == "vergrijzing en aantrekkelijk wonen"
        assert phrase(["exchange_bestuurskracht"]) == "hulp bij bestuurskracht"
        assert phrase(["higher_education", "higher_education"]) == "kennis"
        assert not any(":" in in_sentence(key) for key in LINK_INDICATOR)
    with translation.override("en"):
        assert phrase(["exchange_talent"]) == "help with talent and education"
        assert phrase([]) == ""
