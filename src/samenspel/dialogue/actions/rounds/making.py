# SPDX-License-Identifier: EUPL-1.2
"""Beginning a round and changing it while it is being prepared."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from samenspel.accounts.models import Organisation
from samenspel.accounts.rules import Actor
from samenspel.dialogue.actions.rounds.values import RoundValues
from samenspel.dialogue.actions.steps import locked, log, name_of
from samenspel.dialogue.models import RESERVED, Round
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import PREPARE_ROUND, may_make_round
from samenspel.places.models import Country
from samenspel.register.models import ArrangementVersion, in_force
from samenspel.register.rules import may_correct_arrangement

# Words that say nothing in an address.
_SMALL_WORDS = frozenset(
    {"aan", "bij", "de", "den", "der", "des", "een", "en", "het", "in", "naar", "of", "op"}
    | {"over", "te", "ten", "ter", "tot", "uit", "van", "voor"}
)
_LONGEST_SLUG = 80


@transaction.atomic
def make_round(
    *,
    organisation: Organisation,
    kind: str,
    title: str,
    question: str,
    background: str = "",
    arrangement_slug: str = "",
    country: str = "nl",
    by: Actor,
    at: datetime,
) -> Round:
    """Begin a round on behalf of an organisation; nobody else sees it until it is sent.

    Raises
    ------
    PermissionDenied
        The actor does not act for the organisation, or the organisation does not keep the record
        of the arrangement.
    DialogueRefused
        A value is missing or unknown, or the organisation prepares a round of this name already.
    """
    asking = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if not may_make_round(by, asking, on=at.date()):
        raise PermissionDenied("only people of the organisation begin a dialogue on its behalf")
    values = RoundValues(
        title=title.strip(),
        kind=kind,
        question=question.strip(),
        background=background.strip(),
        arrangement_slug=arrangement_slug,
    )
    _check(values)
    if country not in Country.values:
        raise DialogueRefused(_("Choose a country."), "country")
    preparing = asking.dialogue_rounds.filter(stage=Round.Stage.PREPARING, title=values.title)
    if preparing.exists():
        raise DialogueRefused(_("You are already preparing a round with this title."), "title")
    made = Round(
        slug=_free_slug(values.title),
        country=country,
        organisation=asking,
        made_at=at,
        made_by_name=name_of(by),
        **_plain(values),
    )
    _link(made, arrangement_slug, by, at)
    made.save()
    log(made, "make_round", by=by, at=at, detail={"organisation": asking.name})
    return made


@transaction.atomic
def change_round(
    *, round_: Round, values: RoundValues, edition: int, by: Actor, at: datetime
) -> Round:
    """Change what is asked, and the letter; ``edition`` is the one that the person saw.

    Raises
    ------
    PermissionDenied
        The actor does not prepare this round, or does not keep the record of the arrangement.
    DialogueRefused
        A value is wrong, the round was sent, or somebody else changed it (field ``edition``).
    """
    access = locked(round_, by=by, at=at)
    access.require(PREPARE_ROUND)
    kept = access.round
    if kept.edition != edition:
        raise DialogueRefused(
            _("Somebody else changed this meanwhile. Look at what stands there now."), "edition"
        )
    _check(values)
    for field, value in _plain(values).items():
        setattr(kept, field, value)
    if values.arrangement_slug != kept.arrangement_slug:
        _link(kept, values.arrangement_slug, by, at)
    kept.edition += 1
    kept.save()
    log(kept, "change_round", by=by, at=at)
    return kept


def _plain(values: RoundValues) -> dict[str, object]:
    return {
        "title": values.title.strip(),
        "kind": values.kind,
        "question": values.question.strip(),
        "background": values.background.strip(),
        "letter_text": values.letter_text.strip(),
        "letter_reference": values.letter_reference.strip(),
        "signed_by": values.signed_by.strip(),
        "answer_by": values.answer_by,
        "decides_on": values.decides_on,
        "minimum_group": values.minimum_group,
    }


_LENGTHS = {
    "title": 200,
    "question": 4_000,
    "background": 40_000,
    "letter_text": 40_000,
    "letter_reference": 80,
    "signed_by": 160,
}


def _check(values: RoundValues) -> None:
    if not values.title.strip():
        raise DialogueRefused(_("Give the round a title."), "title")
    if values.kind not in Round.Kind.values:
        raise DialogueRefused(_("Choose what the round is about."), "kind")
    if not values.question.strip():
        raise DialogueRefused(_("Write what you ask of the councils."), "question")
    for field, longest in _LENGTHS.items():
        if len(getattr(values, field)) > longest:
            raise DialogueRefused(
                _("Use %(number)d characters or fewer.") % {"number": longest}, field
            )
    if not 3 <= values.minimum_group <= 1_000:
        raise DialogueRefused(_("Give a number from 3 to 1,000."), "minimum_group")
    if values.answer_by and values.decides_on and values.decides_on <= values.answer_by:
        raise DialogueRefused(
            _("The board decides after the last day for answers, not before."), "decides_on"
        )


def _link(round_: Round, slug: str, by: Actor, at: datetime) -> None:
    """Say which arrangement the round is about; only who keeps its record may."""
    if not slug:
        round_.arrangement_slug = round_.arrangement_name = ""
        return
    version = current_version(slug, at.date())
    if version is None:
        raise DialogueRefused(_("There is no such arrangement."), "arrangement_slug")
    if not may_correct_arrangement(by, version, on=at.date()):
        raise PermissionDenied("only who keeps the record of an arrangement asks on its behalf")
    round_.arrangement_slug, round_.arrangement_name = slug, version.name


def current_version(slug: str, on: date) -> ArrangementVersion | None:
    """The version of an arrangement in force on the day, else the last one; None: no such."""
    found = ArrangementVersion.objects.filter(arrangement__slug=slug).select_related("arrangement")
    return found.filter(in_force(on)).order_by("-pk").first() or found.order_by("-pk").first()


def _free_slug(title: str) -> str:
    """A short, permanent address from the words that say something; numbered when taken."""
    words = slugify(title).split("-")
    telling = [word for word in words if word not in _SMALL_WORDS] or words
    base = ""
    for word in telling:
        if base and len(base) + 1 + len(word) > _LONGEST_SLUG:
            break
        base = f"{base}-{word}".strip("-")[:_LONGEST_SLUG]
    base = base or "ronde"
    taken = set(Round.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken or slug in RESERVED:
        number += 1
        slug = f"{base}-{number}"
    return slug
