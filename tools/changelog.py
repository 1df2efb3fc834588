# SPDX-License-Identifier: EUPL-1.2
"""Changelog from fragments: one small file per change, written with the change.

    python tools/changelog.py check                  exit 1 when a fragment is not in order
    python tools/changelog.py draft                  print what the next release would say
    python tools/changelog.py release 1.2.0 DATE     move the fragments into CHANGELOG.md

A fragment is ``changelog.d/SUBJECT.KIND.md`` and says to the reader, in one or a few sentences,
what is different now. DATE is YYYY-MM-DD.
"""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What a reader must act on comes first.
KINDS = {
    "breaking": "Attention when upgrading",
    "security": "Security",
    "added": "Added",
    "changed": "Changed",
    "fixed": "Fixed",
    "removed": "Removed",
}
MARK = "<!-- releases -->\n"
_NAME = re.compile(rf"[a-z0-9]+(?:-[a-z0-9]+)*\.({'|'.join(KINDS)})\.md")


class FragmentError(Exception):
    """A fragment with a wrong name or nothing in it."""


def fragments(folder: Path) -> dict[str, list[Path]]:
    """Fragment files by kind, in order of name; raises FragmentError."""
    result: dict[str, list[Path]] = {kind: [] for kind in KINDS}
    for path in sorted(folder.iterdir()):
        if path.name == "README.md":
            continue
        match = _NAME.fullmatch(path.name)
        if not match:
            raise FragmentError(f"{path.name}: call it SUBJECT.KIND.md, KIND one of {[*KINDS]}")
        if not path.read_text(encoding="utf-8").strip():
            raise FragmentError(f"{path.name} is empty")
        result[match[1]].append(path)
    return result


def section(title: str, found: dict[str, list[Path]]) -> str:
    """Markdown of one release: a heading, and the fragments under their kinds."""
    parts = [f"## {title}\n"]
    for kind, heading in KINDS.items():
        if found[kind]:
            lines = [_item(path.read_text(encoding="utf-8")) for path in found[kind]]
            parts.append(f"### {heading}\n\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


def _item(text: str) -> str:
    first, *rest = text.strip().splitlines()
    return "\n".join([f"- {first}", *(f"  {line}".rstrip() for line in rest)])


def release(root: Path, version: str, day: date) -> None:
    """Write the fragments below ``root`` into its CHANGELOG.md and remove them."""
    folder, log = root / "changelog.d", root / "CHANGELOG.md"
    found = fragments(folder)
    before, mark, after = log.read_text(encoding="utf-8").partition(MARK)
    if not mark:
        raise FragmentError(f"CHANGELOG.md has no line {MARK.strip()}")
    new = section(f"{version} ({day.isoformat()})", found)
    log.write_text(f"{before}{mark}\n{new}{after}", encoding="utf-8")
    for path in (path for paths in found.values() for path in paths):
        path.unlink()


def main(arguments: list[str]) -> int:
    """Entry point; returns the exit code."""
    try:
        match arguments:
            case ["check"]:
                fragments(ROOT / "changelog.d")
            case ["draft"]:
                print(section("Next release", fragments(ROOT / "changelog.d")))
            case ["release", version, day]:
                release(ROOT, version, date.fromisoformat(day))
            case _:
                print(__doc__, file=sys.stderr)
                return 2
    except (FragmentError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
