# SPDX-License-Identifier: EUPL-1.2
"""Voices in a look-back: what somebody of one side says, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.citylinks.actions.links_checks import one_line, some_text
from samenspel.citylinks.actions.steps import locked, log, require_edition
from samenspel.citylinks.models import LookBack, LookBackEdition, Party, Voice
from samenspel.citylinks.refusal import LinkRefused
from samenspel.citylinks.rules import LOOK_BACK


@dataclass(frozen=True)
class VoiceValues:
    """What somebody says, of which side; ``said_by`` is how the person wants to be named."""

    party: Party
    said_by: str
    text: str
    has_consent: bool = False


@transaction.atomic
def add_voice(*, look_back: LookBack, values: VoiceValues, by: Actor, at: datetime) -> Voice:
    """Write down a voice; it is published only with consent.

    Raises
    ------
    PermissionDenied
        The actor may not look back on this link.
    LinkRefused
        Who says it, what, or a party of the link is missing, or a name is too long.
    """
    made = Voice(look_back=look_back)
    _write(made, values, "add_voice", by=by, at=at)
    return made


@transaction.atomic
def change_voice(
    *, voice: Voice, values: VoiceValues, edition: int, by: Actor, at: datetime
) -> Voice:
    """Write a voice anew; without consent it goes out of everything published at once.

    Raises
    ------
    PermissionDenied
        The actor may not look back on this link.
    ChangedMeanwhile
        Somebody else changed it since ``edition``.
    LinkRefused
        It was taken back meanwhile, or as for a new one.
    """
    _write(voice, values, "change_voice", edition=edition, by=by, at=at)
    if not values.has_consent:
        _out_of_editions(voice.look_back, voice.pk)
    return voice


@transaction.atomic
def take_back_voice(*, voice: Voice, by: Actor, at: datetime) -> None:
    """Take a voice back: it goes out of the draft and out of every edition.

    Whatever was changed of it meanwhile: who wants to be out of it, is.

    Raises
    ------
    PermissionDenied
        The actor may not look back on this link.
    LinkRefused
        It was taken back already.
    """
    access = locked(voice.look_back.link, by=by, at=at)
    access.require(LOOK_BACK)
    _require_there(voice)
    key = voice.pk
    _out_of_editions(voice.look_back, key)
    voice.delete()
    log(access.link, "take_back_voice", by=by, at=at, detail={"voice": key})


def _write(
    voice: Voice,
    values: VoiceValues,
    action: str,
    *,
    edition: int | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Of a voice that is there already ``edition`` is what was looked at."""
    access = locked(voice.look_back.link, by=by, at=at)
    access.require(LOOK_BACK)
    if edition is not None:
        held = _require_there(voice)
        require_edition(held.edition, edition)
        voice.edition = edition + 1
    if values.party.link_id != access.link.pk:
        raise LinkRefused(_("Choose one of the list."), "party")
    voice.party = values.party
    voice.said_by = one_line(values.said_by, 160, "said_by", _("Fill in who says it."))
    voice.text = some_text(values.text, "text", _("Fill in what is said."))
    voice.has_consent = values.has_consent
    voice.save()
    log(access.link, action, by=by, at=at, detail={"voice": voice.pk})


def _require_there(voice: Voice) -> Voice:
    held = Voice.objects.filter(pk=voice.pk).first()
    if held is None:
        raise LinkRefused(_("This voice was taken back already."))
    return held


def _out_of_editions(look_back: LookBack, key: int) -> None:
    """No edition has the voice any more, those that were withdrawn neither."""
    for edition in LookBackEdition.objects.filter(look_back=look_back).order_by("number"):
        voices = [one for one in edition.content["voices"] if one["voice"] != key]
        if len(voices) != len(edition.content["voices"]):
            edition.content = {**edition.content, "voices": voices}
            edition.save(update_fields=["content"])
