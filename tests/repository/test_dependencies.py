# SPDX-License-Identifier: EUPL-1.2
"""Dependencies: locked with hashes, licensed for reuse, declared where they belong."""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["web", "build", "dev"]
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^ ;\\]+)([^\\]*)", flags=re.MULTILINE)
# GPL and AGPL, but not the LGPL ("Lesser", "Library").
GPL = re.compile(r"(?<![Ll])\bA?GPL|(?<!Lesser )(?<!Library )General Public License")


def lock(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")


def pins(name: str) -> dict[str, str]:
    """Version (or versions, with their conditions) of each package in a lock."""
    result: dict[str, str] = {}
    for package, version, condition in PIN.findall(lock(name)):
        result[package] = result.get(package, "") + f"{version}{condition}".strip()
    return result


def normal(requirement: str) -> str:
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name
    return re.sub(r"[-_.]+", "-", name[0]).lower()


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_hashes_and_no_address(name: str) -> None:
    text = lock(name)
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(blocks) > 20
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert re.findall(r"https?://|file:|--index|--find-links| @ ", text) == []


def test_locks_agree_with_one_another() -> None:
    web, build, dev = map(pins, LOCKS)
    assert {name: build.get(name) for name in web} == web
    # Where a tool needs a package everywhere, its condition falls away; the version may not differ.
    assert {name: dev[name].split(" ")[0] for name in build} == {
        name: version.split(" ")[0] for name, version in build.items()
    }


def test_lock_holds_every_dependency_of_the_application(project: dict[str, Any]) -> None:
    declared = [
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["web"],
    ]
    assert {normal(one) for one in declared} <= {normal(name) for name in pins("web")}


def test_dev_lock_holds_every_development_dependency(project: dict[str, Any]) -> None:
    groups = project["dependency-groups"]
    declared = {normal(one) for group in groups.values() for one in group if isinstance(one, str)}
    assert declared <= {normal(name) for name in pins("dev")}


def test_library_needs_no_framework(project: dict[str, Any]) -> None:
    assert not any(normal(one).startswith("django") for one in project["project"]["dependencies"])


def licence_of(name: str) -> str:
    """What the installed package says about its licence: in its metadata, else the text itself."""
    fields = metadata.metadata(name)
    classifiers = [one for one in fields.get_all("Classifier") or [] if one.startswith("License")]
    said = fields.get("License-Expression") or " ".join(classifiers) or fields.get("License")
    if said:
        return said[:200]
    files = [file for file in metadata.files(name) or [] if "LICENSE" in file.name.upper()]
    return " ".join(file.read_text()[:200] for file in files)


@pytest.mark.parametrize(
    "name", sorted(name for name, version in pins("web").items() if "win32" not in version)
)
def test_runtime_dependency_is_licensed_for_reuse(name: str) -> None:
    licence = licence_of(name)
    assert licence, "says nothing about its licence"
    assert not GPL.search(licence), licence


@pytest.mark.parametrize(
    ("licence", "refused"),
    [
        ("GPL-3.0-or-later", True),
        ("AGPL-3.0-only", True),
        ("License :: OSI Approved :: GNU General Public License v3 (GPLv3)", True),
        ("LGPL-3.0-only", False),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
        ("MIT", False),
    ],
)
def test_gpl_is_told_from_lgpl(licence: str, refused: bool) -> None:
    assert bool(GPL.search(licence)) is refused


def third_party_imports(path: Path) -> set[str]:
    """Top-level modules that a source file imports, without Python's own and ours."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names - sys.stdlib_module_names - {"samenspel"}


@pytest.mark.parametrize(
    ("folders", "extras"),
    [
        (["analysis"], []),
        (["datapackage"], ["records", "cluster"]),
        (["places", "accounts", "register", "web", "cli"], ["web"]),
    ],
)
def test_imports_are_declared(
    project: dict[str, Any], folders: list[str], extras: list[str]
) -> None:
    about = project["project"]
    declared = [*about["dependencies"]]
    for extra in extras:
        declared += about["optional-dependencies"][extra]
    allowed = {normal(one) for one in declared}
    providers = metadata.packages_distributions()
    undeclared = [
        f"{path.relative_to(ROOT)}: {module}"
        for folder in folders
        for path in sorted((ROOT / "src" / "samenspel" / folder).rglob("*.py"))
        for module in sorted(third_party_imports(path))
        if not allowed & {normal(one) for one in providers.get(module, [module])}
    ]
    assert undeclared == []


def test_project_is_what_it_says(project: dict[str, Any]) -> None:
    about = project["project"]
    assert about["requires-python"] == ">=3.11"
    assert about["scripts"] == {"samenspel": "samenspel.cli:main"}
    contracts = project["tool"]["importlinter"]["contracts"]
    assert any(contract.get("exhaustive") for contract in contracts)
    assert project["tool"]["mypy"]["strict"] is True


def test_wheel_carries_the_built_files(project: dict[str, Any]) -> None:
    artifacts = project["tool"]["hatch"]["build"]["targets"]["wheel"]["artifacts"]
    assert "src/samenspel/**/*.mo" in artifacts
    assert any(pattern.endswith("static/samenspel/build/**") for pattern in artifacts)


def test_packages_of_the_style_and_scripts_are_locked_and_licensed() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    del packages[""]
    assert len(packages) > 20
    assert {one["license"] for one in packages.values()} <= {"EUPL-1.2", "MIT", "OFL-1.1", "0BSD"}
    assert [name for name, one in packages.items() if not one.get("integrity")] == []
    assert [name for name, one in packages.items() if "resolved" in one] == []
