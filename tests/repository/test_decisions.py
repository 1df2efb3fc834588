# SPDX-License-Identifier: EUPL-1.2
"""Decision records and changelog: in order, and the tools notice when they are not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tools import changelog, decisions

RECORD = "# 1. Title\n\nStatus: accepted 2026-01-02\n\n## Context\n\n## Decision\n\n## Rejected\n"


def test_index_of_the_decisions_is_fresh() -> None:
    assert (decisions.FOLDER / "README.md").read_text(encoding="utf-8") == decisions.index()


def test_record_is_listed_with_title_and_status(tmp_path: Path) -> None:
    (tmp_path / "0001-title.md").write_text(RECORD)
    assert "| 1 | [Title](0001-title.md) | accepted 2026-01-02 |" in decisions.index(tmp_path)


@pytest.mark.parametrize(
    ("found", "replaced"),
    [("# 1.", "# 2."), ("accepted 2026-01-02", "accepted"), ("## Rejected", "## Left")],
)
def test_record_out_of_order_is_refused(tmp_path: Path, found: str, replaced: str) -> None:
    (tmp_path / "0001-title.md").write_text(RECORD.replace(found, replaced))
    with pytest.raises(decisions.RecordError, match=r"0001-title\.md"):
        decisions.index(tmp_path)


def test_gap_in_the_numbers_is_refused(tmp_path: Path) -> None:
    (tmp_path / "0002-title.md").write_text(RECORD.replace("# 1.", "# 2."))
    with pytest.raises(decisions.RecordError, match="numbered"):
        decisions.index(tmp_path)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "changelog.d").mkdir()
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n" + changelog.MARK + "\n## 0.1.0\n")
    return tmp_path


def test_fragments_of_the_project_are_in_order() -> None:
    changelog.fragments(changelog.ROOT / "changelog.d")


def test_release_puts_what_needs_attention_first(project: Path) -> None:
    (project / "changelog.d" / "map.added.md").write_text("A map.\n")
    (project / "changelog.d" / "quota.breaking.md").write_text("The quota is a part,\nnot a %.\n")
    changelog.release(project, "0.2.0", date(2026, 3, 4))
    text = (project / "CHANGELOG.md").read_text()
    assert text.index("## 0.2.0 (2026-03-04)") < text.index("quota") < text.index("- A map.")
    assert "- The quota is a part,\n  not a %." in text
    assert text.endswith("## 0.1.0\n")
    assert list((project / "changelog.d").iterdir()) == []


@pytest.mark.parametrize("name", ["map.md", "map.nice.md", "Map.added.md"])
def test_fragment_with_another_name_is_refused(project: Path, name: str) -> None:
    (project / "changelog.d" / name).write_text("A map.\n")
    with pytest.raises(changelog.FragmentError):
        changelog.fragments(project / "changelog.d")
