# SPDX-License-Identifier: EUPL-1.2
"""Hand-made sheets for the tests of PDF and Word."""

from __future__ import annotations

from datetime import date

from samenspel.paper.sheet import (
    Column,
    Definition,
    Figure,
    Point,
    Points,
    Row,
    Sheet,
    Table,
)

# Names as long as those of real arrangements.
NAMES = (
    "Vervoerregio Amsterdam",
    "Veiligheidsregio Noord-Holland Noord",
    "Omgevingsdienst IJmond",
    "GGD Hollands Noorden",
    "Gemeenschappelijke regeling Cocensus, belastingen van Noord-Holland",
)


def sheet(
    rows: int = 5,
    *,
    names: tuple[str, ...] = NAMES,
    language: str = "nl",
    signals: int = 3,
    title: str = "Waar Alkmaar aan meedoet",
) -> Sheet:
    """A sheet with a number of arrangements."""
    return Sheet(
        language=language,
        on=date(2026, 6, 1),
        kicker="Op één A4 voor de raad",
        title=title,
        lead=f"Op 1 juni 2026 doet Alkmaar mee aan {rows} samenwerkingen.",
        description="Alkmaar op 1 juni 2026",
        figures=(
            Figure(str(rows), "samenwerkingen", "vergelijkbare gemeenten: 8,5", 1),
            Figure("25", "partners", "vergelijkbare gemeenten: 21,5", 2),
            Figure("onbekend", "bekende bijdragen"),
        ),
        sections=(
            Points(
                "Een vraag waard",
                tuple(Point(f"Signaal {n}.", "Hoe komt dat?", "", 2) for n in range(signals)),
                "Niets.",
                is_numbered=True,
                is_stressed=True,
            ),
            Table(
                "Alles waar wij aan meedoen",
                (
                    Column("Samenwerking", 4.3),
                    Column("Wie daar voor ons zit", 2.4),
                    Column("Stemmen", 1.2, is_number=True, method=3),
                    Column("Bijdrage", 1.6, is_number=True),
                ),
                tuple(
                    Row(
                        (f"{names[n % len(names)]} {n}", "onbekend", "4 van 40", "€ 1.234.567"),
                        f"https://samenspel.example/samenwerkingen/{n}/",
                    )
                    for n in range(rows)
                ),
                "Geen samenwerking.",
            ),
            Points("Op de kalender", (), "Er staat niets op de kalender."),
            Points(
                "Veranderd sinds 1 juni 2025", (Point("Erbij: GR X", "op 1 januari"),), "Niets."
            ),
        ),
        definitions=tuple(
            Definition(label, f"https://samenspel.example/methoden/#{label.lower()}")
            for label in ("Samenwerkingen", "Partners", "Stemmen")
        ),
        definitions_heading="Wat de cijfers betekenen",
        colophon=("Peildatum: 1 juni 2026. Bron: ROO. Licentie: CC0.", "Deze pagina: example"),
        foot="Samenspel: Alkmaar",
        figures_note="De mediaan van tien gemeenten.",
        unknown="onbekend",
    )
