# SPDX-License-Identifier: EUPL-1.2
"""House rules on the files of the repository."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SPDX = "SPDX-License-Identifier: EUPL-1.2"
SOURCES = {".py", ".js", ".css", ".html", ".sh", ".po", ".toml"}
# Made by a program that does not write the line, or data in a format of others.
WITHOUT_SPDX = re.compile(r"/migrations/\d|^pyproject\.toml$|\.csv$|/data/")
# In parts, so that this file does not itself break the rule.
REGISTRY_HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("npmjs", "com"),
        ("deb", "debian", "org"),
        ("jsdelivr", "net"),
        ("unpkg", "com"),
    )
]


def test_every_source_file_starts_with_its_licence(tracked_texts: dict[str, str]) -> None:
    missing = [
        name
        for name, text in tracked_texts.items()
        if Path(name).suffix in SOURCES
        and text.strip()
        and not WITHOUT_SPDX.search(name)
        and SPDX not in "\n".join(text.splitlines()[:2])
    ]
    assert missing == []


@pytest.mark.parametrize("host", REGISTRY_HOSTS)
def test_no_file_names_a_package_registry(tracked_texts: dict[str, str], host: str) -> None:
    assert [name for name, text in tracked_texts.items() if host in text] == []


def test_no_file_names_a_path_of_somebodys_machine(tracked_texts: dict[str, str]) -> None:
    pattern = re.compile("|".join(("/" + "work/(?:main|shared)", "/" + "home/", "file:/" + "//")))
    assert [name for name, text in tracked_texts.items() if pattern.search(text)] == []


def test_built_and_third_party_files_are_not_kept(tracked_files: list[str]) -> None:
    pattern = re.compile(r"(^|/)(node_modules|dist|build|vendor)/|\.(mo|pyc|sqlite3|whl|woff2?)$")
    assert [name for name in tracked_files if pattern.search(name)] == []


def test_no_file_is_large(tracked_files: list[str]) -> None:
    large = [name for name in tracked_files if (ROOT / name).stat().st_size > 1_000_000]
    assert large == []


def test_licence_is_the_whole_text() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    articles = re.findall(r"^(\d+)\.\s*[A-Z]", text, flags=re.MULTILINE)
    assert [int(number) for number in articles] == list(range(1, 16))
    assert "‘Compatible Licences’ according to Article 5 EUPL are:" in text


@pytest.mark.parametrize(
    "name",
    ["README.md", "README.nl.md", "CONTRIBUTING.md", "GOVERNANCE.md", "CODE_OF_CONDUCT.md",
     "SECURITY.md", "CHANGELOG.md", "AUTHORS.md", "ROADMAP.md", "docs/standards.md"],
)  # fmt: skip
def test_documents_of_the_standard_for_public_code_are_there(name: str) -> None:
    assert len((ROOT / name).read_text(encoding="utf-8")) > 200


def test_links_between_documents_lead_somewhere(tracked_texts: dict[str, str]) -> None:
    broken = []
    for name, text in tracked_texts.items():
        if not name.endswith(".md"):
            continue
        broken += [
            f"{name}: {target}"
            for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text)
            if "://" not in target and not (ROOT / name).parent.joinpath(target).exists()
        ]
    assert broken == []


def test_commands_in_the_documents_exist_in_the_makefile(tracked_texts: dict[str, str]) -> None:
    targets = set(re.findall(r"^([a-z-]+):", tracked_texts["Makefile"], flags=re.MULTILINE))
    # In code only: "make sure" in a sentence is no command.
    pattern = re.compile(r"(?:^|`)make ([a-z-]+)", flags=re.MULTILINE)
    named = {
        (name, target)
        for name, text in tracked_texts.items()
        if name.endswith(".md")
        for target in pattern.findall("\n".join(_code(text)))
    }
    assert {"demo", "test"} <= {target for name, target in named if name == "README.md"}
    assert [pair for pair in sorted(named) if pair[1] not in targets] == []


def _code(markdown: str) -> list[str]:
    """Blocks of code, and pieces of code inside sentences."""
    blocks = re.findall(r"```\w*\n(.*?)```", markdown, flags=re.DOTALL)
    return blocks + re.findall(r"(?<!`)`([^`\n]+)`(?!`)", markdown)


def test_ci_runs_what_make_test_runs() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert script.read_text(encoding="utf-8").rstrip().endswith("make test")
