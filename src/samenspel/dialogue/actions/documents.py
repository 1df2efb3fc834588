# SPDX-License-Identifier: EUPL-1.2
"""Versions of the text that is asked about: written, changed, published; then they never change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from samenspel.accounts.rules import Actor
from samenspel.dialogue import chain
from samenspel.dialogue.access import Access
from samenspel.dialogue.actions.rounds.values import ClauseValues
from samenspel.dialogue.actions.steps import locked, log
from samenspel.dialogue.models import Clause, Round, RoundDocument
from samenspel.dialogue.payloads.rounds import payload_of_text
from samenspel.dialogue.refusal import DialogueRefused
from samenspel.dialogue.rules import WRITE_TEXT

MOST = 150
"""The most clauses of a text: what one form can hold."""
_LENGTHS = {"number": 12, "title": 200, "text": 40_000}


@transaction.atomic
def add_document(
    *,
    round_: Round,
    status: str,
    title: str,
    introduction: str,
    clauses: Sequence[ClauseValues],
    by: Actor,
    at: datetime,
) -> RoundDocument:
    """Begin the next version of the text; it can be changed until it is published.

    A clause with the key of a clause in an earlier version is the same one, changed or moved.

    Raises
    ------
    PermissionDenied
        The actor does not write the text of this round.
    DialogueRefused
        A value is wrong, there is an unpublished version already, or it is not the time for it.
    """
    access = locked(round_, by=by, at=at)
    access.require(WRITE_TEXT)
    _check(status, title, introduction, clauses)
    held = access.round.documents
    if held.filter(published_at__isnull=True).exists():
        raise DialogueRefused(_("There is a version that was not published yet. Change that one."))
    last: int | None = held.aggregate(last=Max("number"))["last"]
    made = RoundDocument.objects.create(
        round=access.round,
        number=(last or 0) + 1,
        status=status,
        title=title.strip(),
        introduction=introduction.strip(),
    )
    _put_clauses(made, clauses)
    log(access.round, "add_text", by=by, at=at, detail={"number": made.number})
    return made


@transaction.atomic
def change_document(
    *,
    document: RoundDocument,
    status: str,
    title: str,
    introduction: str,
    clauses: Sequence[ClauseValues],
    edition: int,
    by: Actor,
    at: datetime,
) -> RoundDocument:
    """Change an unpublished version; ``edition`` is the one that the person saw.

    Raises
    ------
    PermissionDenied
        The actor does not write the text of this round.
    DialogueRefused
        A value is wrong, it was published, or somebody else changed it (field ``edition``).
    """
    access, kept = _unpublished(document, by, at)
    if kept.edition != edition:
        raise DialogueRefused(
            _("Somebody else changed this meanwhile. Look at what stands there now."), "edition"
        )
    _check(status, title, introduction, clauses)
    kept.status, kept.title, kept.introduction = status, title.strip(), introduction.strip()
    kept.edition += 1
    kept.save()
    kept.clauses.all().delete()
    _put_clauses(kept, clauses)
    log(access.round, "change_text", by=by, at=at, detail={"number": kept.number})
    return kept


@transaction.atomic
def publish_document(*, document: RoundDocument, by: Actor, at: datetime) -> RoundDocument:
    """Fix a version: from now on it never changes, and with the round it is public.

    Raises
    ------
    PermissionDenied
        The actor does not write the text of this round.
    DialogueRefused
        It has no clauses, it was published already, or it is not the time for it.
    """
    access, kept = _unpublished(document, by, at)
    if not kept.clauses.exists():
        raise DialogueRefused(_("Divide the text into at least one clause first."))
    kept.published_at = at
    kept.save(update_fields=["published_at"])
    record = chain.append(
        round_=access.round,
        kind="text_published",
        key=kept.pk,
        payload=payload_of_text(kept),
        at=at,
    )
    log(access.round, "publish_text", by=by, at=at, detail={"text": kept.number}, record=record)
    return kept


@transaction.atomic
def remove_document(*, document: RoundDocument, by: Actor, at: datetime) -> None:
    """Throw an unpublished version away.

    Raises
    ------
    PermissionDenied
        The actor does not write the text of this round.
    DialogueRefused
        It was published.
    """
    access, kept = _unpublished(document, by, at)
    log(access.round, "remove_text", by=by, at=at, detail={"number": kept.number})
    kept.delete()


def _unpublished(document: RoundDocument, by: Actor, at: datetime) -> tuple[Access, RoundDocument]:
    access = locked(document.round, by=by, at=at)
    access.require(WRITE_TEXT)
    kept = RoundDocument.objects.filter(pk=document.pk).first()
    if kept is None:
        raise DialogueRefused(_("This version was thrown away."))
    if kept.published_at is not None:
        raise DialogueRefused(
            _("This version was published: it never changes. Make a new version instead.")
        )
    return access, kept


def _put_clauses(document: RoundDocument, clauses: Sequence[ClauseValues]) -> None:
    given = {clause.key for clause in clauses if clause.key}
    # A clause that went out keeps its key: a new one with that number is another clause.
    earlier = Clause.objects.filter(document__round=document.round_id).exclude(document=document)
    taken = given | set(earlier.values_list("key", flat=True))
    Clause.objects.bulk_create(
        Clause(
            document=document,
            key=clause.key or _new_key(clause.number, taken),
            position=position,
            number=clause.number.strip(),
            title=clause.title.strip(),
            text=clause.text.strip(),
        )
        for position, clause in enumerate(clauses, start=1)
    )


def _new_key(number: str, taken: set[str]) -> str:
    base = f"onderdeel-{slugify(number)}".strip("-")
    found, times = base, 1
    while found in taken:
        times += 1
        found = f"{base}-{times}"
    taken.add(found)
    return found


def _check(status: str, title: str, introduction: str, clauses: Sequence[ClauseValues]) -> None:
    if status not in RoundDocument.Status.values:
        raise DialogueRefused(_("Choose how final the text is."), "status")
    if not title.strip():
        raise DialogueRefused(_("Give the text a title."), "title")
    _check_lengths((("title", title, 200), ("introduction", introduction, 40_000)))
    if len(clauses) > MOST:
        raise DialogueRefused(
            _("A text has at most %(number)d clauses.") % {"number": MOST}, "clauses"
        )
    keys = [clause.key for clause in clauses if clause.key]
    if len(set(keys)) < len(keys) or any(slugify(key) != key or len(key) > 60 for key in keys):
        raise DialogueRefused(_("Every clause has a key of its own."), "clauses")
    for clause in clauses:
        if not clause.number.strip() or not clause.title.strip():
            raise DialogueRefused(_("Give every clause a number and a title."), "clauses")
        _check_lengths(
            ("clauses", getattr(clause, name), longest) for name, longest in _LENGTHS.items()
        )


def _check_lengths(told: Iterable[tuple[str, str, int]]) -> None:
    for field, value, longest in told:
        if len(value) > longest:
            raise DialogueRefused(
                _("Use %(number)d characters or fewer.") % {"number": longest}, field
            )
