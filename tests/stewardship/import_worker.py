# SPDX-License-Identifier: EUPL-1.2
"""A process that takes over a list, to be killed while it does; see test_import_killed.py.

Commands, one per line: ``0`` undoes the newest list when it was taken over, ``1`` takes over a new
copy of the list, ``state`` gives a digest of what the register and the lists say.
"""

from __future__ import annotations

import hashlib
import sys
from datetime import UTC, date, datetime, timedelta

import django

django.setup()


from samenspel.accounts.actions import ensure_organisation  # noqa: E402
from samenspel.accounts.rules import operator  # noqa: E402
from samenspel.datapackage import read_package  # noqa: E402
from samenspel.places.models import Municipality  # noqa: E402
from samenspel.register.actions import Ground, load_package  # noqa: E402
from samenspel.register.example import EXAMPLE  # noqa: E402
from samenspel.register.models import (  # noqa: E402
    ArrangementVersion,
    ChangeSet,
    Collection,
    Participation,
)
from samenspel.stewardship.actions.imports import apply_list, store_list, undo_list  # noqa: E402
from samenspel.stewardship.models import ImportedList  # noqa: E402
from samenspel.stewardship.queries.imports import dry_run  # noqa: E402

START = datetime(2026, 6, 2, 9, 0, tzinfo=UTC)
GROUND = Ground("controle", "eigen register")
NEW = "".join(f"Nieuw verband {number};;Edam-Volendam\n" for number in range(12))
LIST = f"Naam;Plaats;Andere deelnemers\nGGD Zaanstreek-Waterland;Purmerend;Haarlem\n{NEW}"


def _prepare() -> None:
    if not Collection.objects.exists():
        load_package(package=read_package(EXAMPLE), by=operator(), at=START)
        municipality = Municipality.objects.get(code="GM0439")
        ensure_organisation(
            name="Gemeente Purmerend", kind="municipality", municipality=municipality,
            by=operator(), at=START,
        )  # fmt: skip


def _moment() -> datetime:
    return START + timedelta(seconds=ImportedList.objects.count() + ChangeSet.objects.count() + 1)


def _take_over() -> str:
    imported = store_list(
        municipality=Municipality.objects.get(code="GM0439"), content=LIST.encode(),
        filename="lijst.csv", by=operator(), at=_moment(),
    )  # fmt: skip
    run = dry_run(imported, on=date(2026, 6, 2), actor=operator())
    print("busy", flush=True)
    apply_list(
        imported=imported, seen=run.digest, ends={}, ground=GROUND, by=operator(), at=_moment()
    )
    return "done"


def _undo() -> str:
    newest = ImportedList.objects.filter(state="applied").first()
    if newest is not None:
        undo_list(imported=newest, ground=GROUND, by=operator(), at=_moment())
    return "done"


def _state() -> str:
    """What the register holds; history and lists only as numbers that belong together."""
    applied = ImportedList.objects.filter(state="applied")
    said = [
        sorted(ArrangementVersion.objects.values_list("name", "seat_place"), key=str),
        sorted(Participation.objects.values_list("version__name", "name", "valid_to"), key=str),
        sum(one.change_sets.filter(undone_by__isnull=True).count() for one in applied),
    ]
    new = ArrangementVersion.objects.filter(name__startswith="Nieuw verband").count()
    return f"{new} {applied.count()} {hashlib.sha256(str(said).encode()).hexdigest()[:16]}"


COMMANDS = {"0": _undo, "1": _take_over, "state": _state}

if __name__ == "__main__":
    _prepare()
    print("ready", flush=True)
    for line in sys.stdin:
        print(COMMANDS[line.strip()](), flush=True)
