# SPDX-License-Identifier: EUPL-1.2
"""Made-up flows between two towns with a village each, and a data package of them."""

from __future__ import annotations

import json
from pathlib import Path

import shapely
from click.testing import Result

from samenspel.datapackage.topojson import write_topojson

ALDEN, ALDERVEEN, BOREN, BORENDIJK, EIND = "GM0001", "GM0002", "GM0003", "GM0004", "GM0005"
NAMES = {
    ALDEN: "Alden",
    ALDERVEEN: "Alderveen",
    BOREN: "Boren",
    BORENDIJK: "Borendijk",
    EIND: "Eind",
}
FLOWS = (
    (ALDEN, ALDEN, 9000),
    (ALDEN, ALDERVEEN, 500),
    (ALDEN, BOREN, 500),
    (ALDERVEEN, ALDEN, 2500),
    (ALDERVEEN, ALDERVEEN, 2000),
    (ALDERVEEN, BORENDIJK, 100),
    (BOREN, ALDEN, 500),
    (BOREN, BOREN, 9000),
    (BOREN, BORENDIJK, 500),
    (BORENDIJK, BOREN, 2500),
    (BORENDIJK, BORENDIJK, 2000),
    # Nobody works in Eind, so that it is set aside.
    (EIND, ALDEN, 10),
)
CSV = "origin,destination,flow\n" + "".join(f"{a},{b},{n}\n" for a, b, n in FLOWS)
REGIONS = f"zone,region\n{ALDEN},1\n{ALDERVEEN},1\n{BOREN},3\n{BORENDIJK},3\n"


def square(column: int, row: int) -> shapely.Geometry:
    """A piece of the country of some seven by eleven kilometres."""
    return shapely.box(5 + column / 10, 52 + row / 10, 5.1 + column / 10, 52.1 + row / 10)


SHAPES = {
    ALDEN: square(0, 0),
    ALDERVEEN: square(0, 1),
    BOREN: square(1, 0),
    BORENDIJK: square(1, 1),
    EIND: square(0, 2),
}


def write_flows(folder: Path) -> Path:
    """The flows as a CSV file."""
    path = folder / "flows.csv"
    path.write_text(CSV)
    return path


def write_boundaries(folder: Path) -> Path:
    """The boundaries as TopoJSON."""
    path = folder / "shapes.topojson"
    path.write_bytes(write_topojson(SHAPES))
    return path


def write_package(folder: Path, *, boundaries: bool = True) -> Path:
    """A data package of 2016 with the flows of 2013 and 2014.

    On 1 January 2015 Alderveen and Eind became Nieuw Alderveen (GM1999).
    """
    folder.mkdir(exist_ok=True)
    files = {
        "municipalities": "code,name,valid_from,valid_to\n"
        + "".join(
            f"{code},{name},,{'2015-01-01' if code in (ALDERVEEN, EIND) else ''}\n"
            for code, name in NAMES.items()
        )
        + "GM1999,Nieuw Alderveen,2015-01-01,\n",
        "municipality_changes": "date,kind,old_code,old_name,new_code,new_name\n"
        + "".join(
            f"2015-01-01,merge,{code},{NAMES[code]},GM1999,Nieuw Alderveen\n"
            for code in (ALDERVEEN, EIND)
        ),
        "commuting": "year,origin_code,destination_code,jobs\n"
        f"2013,{ALDEN},{BOREN},100\n" + "".join(f"2014,{a},{b},{n}\n" for a, b, n in FLOWS),
        "arrangements": "id,name\nnorth,Samen Noord\nall,Allen samen\nalone,Alleen\n"
        "twin-1,Twee\ntwin-2,Twee\n",
        "participations": "arrangement_id,participant_type,municipality_code,participant_name,"
        "source\n"
        + "".join(
            f"{key},municipality,{code},{code},S 2016-01-01\n"
            for key, codes in {
                "north": (ALDEN, "GM1999"),
                "all": (ALDEN, "GM1999", BOREN, BORENDIJK),
                "alone": (BOREN,),
            }.items()
            for code in codes
        ),
        "divisions": "division,name_nl\nhalves,Helften\n",
        "region_divisions": "division,region_name,municipality_code,year\n"
        f"halves,North,{ALDEN},2016\nhalves,North,GM1999,2016\n"
        f"halves,South,{BOREN},2016\nhalves,South,{BORENDIJK},2016\n",
    }
    resources = []
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text)
        resources.append({"name": name, "path": f"{name}.csv"})
    if boundaries:
        path = write_boundaries(folder)
        resources.append({"name": "boundaries-2014", "path": path.name})
    document = {
        "name": "made-up",
        "title": "Made up",
        "samenspel": {"observed_on": "2016-01-01"},
        "resources": resources,
    }
    (folder / "datapackage.json").write_text(json.dumps(document))
    return folder


def error(result: Result, code: int = 1) -> str:
    """The last sentence on standard error of a command that failed and gave no result."""
    assert result.exit_code == code
    assert result.stdout == ""
    last = result.stderr.splitlines()[-1]
    assert last.startswith("Error: ")
    return last.removeprefix("Error: ")
