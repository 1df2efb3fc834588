# SPDX-License-Identifier: EUPL-1.2
"""Measure the pages of city links on a whole country, into docs/performance-city-links.md.

    python benchmarks/city_links.py PACKAGE [PACKAGE ...]

The packages are loaded, and the link of the example beside them: its file of fifteen years is
asked for as an adviser of one of its partners, the finder as everybody.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pages import (
    BASELINE,
    RUNS,
    Figures,
    begin_as_the_server,
    client_of,
    measure,
    page_lines,
)

if TYPE_CHECKING:
    from samenspel.accounts.models import User

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "src" / "samenspel" / "register" / "example" / "voorbeeld"
TARGET = ROOT / "docs" / "performance-city-links.md"
QUERY_BUDGET, PAGE_BUDGET_MS = 12, 100
PLACE, OTHER = "amsterdam-gm0363", "sluis-gm1714"
FINDER = f"/stedenbanden/vinden/{PLACE}/"
ANYBODY = (
    "/stedenbanden/",
    FINDER,
    f"{FINDER}?ruimte=4&minkm=100",
    f"{FINDER}met/{OTHER}/",
    f"{FINDER}groep/",
    "/stedenbanden/land/",
    "/stedenbanden/wijzer/",
    f"/stedenbanden/profiel/{PLACE}/",
    "/stedenbanden/gegevens/",
    f"/gemeenten/{PLACE}/stedenbanden/",
    f"/gemeenten/{PLACE}/raad/",
)
# After the address of the link.
OF_LINK = ("", "terugblikken/", "atom.xml")
OF_FILE = (
    "",
    "dossier/",
    "overeenkomst/",
    "mensen/",
    "activiteiten/",
    "activiteiten/nieuw/",
    "contact/",
    "contact/kalender/",
    "stukken/",
    "fotos/",
    "signalen/",
    "terugblikken/",
)
OF_ADVISER = (
    "/stedenbanden/",
    "/stedenbanden/mijn/",
    "/stedenbanden/nieuw/",
    "/stedenbanden/afwegingen/",
    f"/stedenbanden/importeren/{PLACE}/",
    FINDER,
    f"{FINDER}met/{OTHER}/",
    f"/gemeenten/{PLACE}/raad/",
)
TEXT = f"""\
# Performance of city links

Written by `make bench-links`: everything in one run on one machine (Python {{python}}, {{cores}}
cores) with SQLite, with {{packages}} and the link of the example, whose file covers fifteen years.
Queries and sizes are the same on every machine; times are given as ratios to the plainest page,
`{BASELINE}`, the figures of this run beside them.

Budget: {QUERY_BUDGET} queries, {PAGE_BUDGET_MS} ms of server time (median of {RUNS} requests to a
warm process, time of the processor, database included).

{{pages}}

How fast partners are ranked is on [a page of its own](city-link-ranks.md), and so is pairing
[a whole country](performance-pairings.md).
"""


def adviser() -> User:
    """Somebody of the municipality, with a role that writes."""
    from samenspel.accounts.models import Organisation, Role, User
    from samenspel.places.models import Municipality

    place = Municipality.objects.get(slug=PLACE)
    home = Organisation.objects.get_or_create(
        kind="municipality", municipality=place, defaults={"name": f"Gemeente {place.name}"}
    )[0]
    found = User.objects.create_user("adviser@test.example", "geheim", name="Adviser")
    Role.objects.create(user=found, organisation=home, kind="adviser")
    return found


def run() -> list[Figures]:
    """Load the example, and ask for every page."""
    from django.utils import timezone

    from samenspel.accounts.rules import operator
    from samenspel.citylinks.example import load_example

    link = load_example(by=operator(), at=timezone.now())
    base = f"/stedenbanden/{link.slug}/"
    begin_as_the_server()
    visitor, member = client_of(), client_of(adviser())
    asked = [(visitor, "visitor", path) for path in (BASELINE, *ANYBODY)]
    asked += [(visitor, "visitor", base + path) for path in OF_LINK]
    asked += [(member, "adviser", base + path) for path in OF_FILE]
    asked += [(member, "adviser", path) for path in OF_ADVISER]
    return [measure(client, who, path, "") for client, who, path in asked]


def main(folders: list[str]) -> None:
    if not folders:
        raise SystemExit("usage: python benchmarks/city_links.py PACKAGE [PACKAGE ...]")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samenspel.web.settings")
    os.environ["SAMENSPEL_HTTPS"] = "off"
    program = [sys.executable, "-c", "from samenspel.cli import main; main()"]
    with tempfile.TemporaryDirectory(prefix="samenspel-bench-") as scratch:
        os.environ["SAMENSPEL_DATABASE_URL"] = f"sqlite:///{scratch}/bench.sqlite3"
        for command in (("migrate", "-v0"), ("createcachetable", "-v0")):
            subprocess.run([sys.executable, "-m", "django", *command], check=True)
        for folder in (*folders, str(EXAMPLE)):
            subprocess.run(
                [*program, "data", "load", folder], check=True, stdout=subprocess.DEVNULL
            )
        import django

        django.setup()
        found = run()
    text = TEXT.format(
        python=platform.python_version(),
        cores=os.cpu_count(),
        packages=" and ".join(Path(folder).name for folder in folders),
        pages=page_lines(found),
    )
    TARGET.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main(sys.argv[1:])
