# SPDX-License-Identifier: EUPL-1.2
"""A small right package, to be spoilt in one place by each test."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from samenspel.datapackage import PackageError, read_package

SMALL = {
    "municipalities.csv": (
        "code,name,province,valid_from,valid_to,population_2023\n"
        "GM0363,Amsterdam,Noord-Holland,,,918117\n"
        "GM0479,Zaanstad,Noord-Holland,1974-01-01,,158000\n"
        "GM0478,Zeevang,Noord-Holland,,2016-01-01,\n"
    ),
    "arrangements.csv": (
        "id,name,legal_form,in_force_from,in_force_to\n"
        "stadsregio,Stadsregio Amsterdam,Openbaar lichaam,2006-01-01,\n"
        "recreatie,Recreatieschap,gemeenschappelijk_orgaan,,2020-01-01\n"
    ),
    "participations.csv": (
        "arrangement_id,participant_type,municipality_code,participant_code,participant_name,source\n"
        "stadsregio,municipality,GM0363,GM0363,Amsterdam,register 2023-05-01\n"
        "stadsregio,municipality,GM0479,GM0479,Zaanstad,register 2023-05-01\n"
        'recreatie,province,,PV27,"Noord-Holland, provincie",register 2022-01-01\n'
    ),
}

Files = Mapping[str, str | bytes]


@pytest.fixture
def small() -> dict[str, str]:
    """The files of a right package, without descriptor."""
    return dict(SMALL)


@pytest.fixture
def make_package(tmp_path: Path) -> Callable[..., Path]:
    """Write files and a descriptor that names them into a folder."""

    def make(files: Files, **more: Any) -> Path:
        folder = tmp_path / "package"
        folder.mkdir(exist_ok=True)
        resources = []
        for path, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            (folder / path).write_bytes(data)
            resources.append({"name": path.split(".")[0], "path": path})
        document = {"name": "small", "resources": resources, **more}
        (folder / "datapackage.json").write_text(json.dumps(document), encoding="utf-8")
        return folder

    return make


@pytest.fixture
def problems_of(make_package: Callable[..., Path]) -> Callable[..., PackageError]:
    """The error that a package is refused with."""

    def refused(files: Files, **more: Any) -> PackageError:
        with pytest.raises(PackageError) as caught:
            read_package(make_package(files, **more))
        return caught.value

    return refused
