# SPDX-License-Identifier: EUPL-1.2
"""The look-backs of the example: one that was published, and one that is being written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samenspel.accounts.rules import Actor
from samenspel.citylinks.actions.look_backs import (
    AimReviewValues,
    LookBackValues,
    begin_look_back,
    publish_look_back,
    write_look_back,
)
from samenspel.citylinks.actions.look_backs_voices import VoiceValues, add_voice
from samenspel.citylinks.example.written import Written
from samenspel.citylinks.models import CityLink, LookBack, Party

TEXTS = ("introduction", "changed", "learned", "cost", "verdict_text")


def look_back(
    written: Written, link: CityLink, parties: Mapping[str, Party], *, by: Actor
) -> list[LookBack]:
    """Write every look-back of the file, and publish those that name a day for it."""
    return [_one(written, link, parties, told, by) for told in written.told["look_backs"]]


def _one(
    written: Written, link: CityLink, parties: Mapping[str, Party], told: dict[str, Any], by: Actor
) -> LookBack:
    at = written.moment(told["written_on"])
    begun = begin_look_back(
        link=link, first_day=told["first_day"], last_day=told["last_day"], by=by, at=at
    )
    texts: dict[str, Any] = {name: written.made_up(told.get(name, "")) for name in TEXTS}
    values = LookBackValues(
        title=told["title"],
        first_day=told["first_day"],
        last_day=told["last_day"],
        verdict=told.get("verdict", LookBack.Verdict.OPEN),
        aims=[
            AimReviewValues(aim["key"], aim["state"], written.made_up(aim["text"]))
            for aim in told.get("aims", [])
        ],
        **texts,
    )
    made = write_look_back(look_back=begun, values=values, edition=begun.edition, by=by, at=at)
    for voice in told.get("voices", []):
        spoken = VoiceValues(
            party=parties[voice["party"]],
            said_by=voice["said_by"],
            text=written.made_up(voice["text"]),
            has_consent=True,  # nobody is quoted: who speaks is made up too
        )
        add_voice(look_back=made, values=spoken, by=by, at=at)
    if "published_on" in told:
        on = told["published_on"]
        publish_look_back(look_back=made, on=on, by=by, at=written.moment(on))
    return made
