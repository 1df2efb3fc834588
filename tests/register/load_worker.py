# SPDX-License-Identifier: EUPL-1.2
"""A process that loads packages on command, made to be killed (see test_load_killed.py).

``python load_worker.py PACKAGE ...``; each line on standard input is the number of a package to
load, or ``state`` for a digest of every row; each gets one line as answer.
"""

from __future__ import annotations

import hashlib
import sys
from datetime import UTC, datetime
from pathlib import Path

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.db import connection  # noqa: E402

from samenspel.accounts.rules import operator  # noqa: E402
from samenspel.datapackage import read_package  # noqa: E402
from samenspel.mobility.actions import load_package  # noqa: E402

AT = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def state() -> str:
    """One digest over every row of every table of the product."""
    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        for model in sorted(apps.get_models(), key=lambda m: m._meta.db_table):
            if model._meta.app_label in ("places", "register", "accounts", "mobility"):
                table = connection.ops.quote_name(model._meta.db_table)
                cursor.execute(f"SELECT * FROM {table} ORDER BY id")
                digest.update(repr((table, cursor.fetchall())).encode())
    return digest.hexdigest()


packages = [read_package(Path(folder)) for folder in sys.argv[1:]]
print("ready", flush=True)
for line in sys.stdin:
    if line.strip() == "state":
        print(state(), flush=True)
    else:
        report = load_package(
            package=packages[int(line)], by=operator(), at=AT, allow_removals=True
        )
        print("unchanged" if report.is_unchanged else "loaded", flush=True)
