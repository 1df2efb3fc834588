# SPDX-License-Identifier: EUPL-1.2
"""Messages of the interface: collect them and check the Dutch catalogue, without GNU gettext.

    python tools/messages.py check                    exit 1 and the list when something is wrong
    python tools/messages.py update [--from FILE ...] bring the catalogue up to date with the code
    python tools/messages.py compile                  write the .mo file that the application reads

The code and the templates carry the English text. There is one catalogue, Dutch. ``update`` keeps
every translation whose English text is unchanged, takes missing ones from the catalogues named
with ``--from``, drops what is no longer used, and never guesses a translation.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "samenspel"
CATALOGUE = SOURCE / "locale" / "nl" / "LC_MESSAGES" / "django.po"

# Argument numbers of the texts in each function of gettext; "c" marks the context.
_FAMILY = {
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
KEYWORDS = {"_": None, "gettext_noop": None} | {
    name + ending: spec for name, spec in _FAMILY.items() for ending in ("", "_lazy")
}
HEADER = """\
# SPDX-License-Identifier: EUPL-1.2
# Dutch texts of Samenspel. The English text is the key; kept in order by tools/messages.py.
msgid ""
msgstr ""
"Project-Id-Version: samenspel\\n"
"Language: nl\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
_PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|\{(\w*)[^{}]*\}|(%[a-z])")

Key = tuple[str, str | None]


@dataclass(frozen=True)
class Finding:
    """One thing wrong with the catalogue: what, the English text, and where it is used."""

    what: str
    text: str
    places: tuple[str, ...]

    def __str__(self) -> str:
        where = f"   ({', '.join(self.places)})" if self.places else ""
        return f"{self.what}: {self.text!r}{where}"


def source_files(source: Path) -> Iterator[Path]:
    """Python files and templates that may carry text, in a fixed order."""
    for path in sorted(source.rglob("*")):
        parts = path.relative_to(source).parts
        code = path.suffix == ".py" and "migrations" not in parts
        page = path.suffix in {".html", ".txt"} and "templates" in parts
        if code or page:
            yield path


def python_text(path: Path) -> str:
    """Text of a file as something that Babel's reader of Python understands."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        return text
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # comments to translators in odd places
        code = templatize(text, origin=str(path))
    # What is left of the page is padding; its indentation would be an error in Python.
    return "\n".join(line.strip() for line in code.splitlines())


def collect(source: Path, root: Path) -> Catalog:
    """Every message used below ``source``; locations are paths relative to ``root``."""
    found = Catalog(locale="nl")
    for path in source_files(source):
        lines = io.BytesIO(python_text(path).encode())
        location = path.relative_to(root).as_posix()
        for _, text, comments, context in extract(
            "python", lines, KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=False
        ):
            found.add(text, None, [(location, 0)], auto_comments=comments, context=context)
    return found


def messages(catalog: Catalog) -> dict[Key, Message]:
    """Messages by English text (the singular one) and context, without the header."""
    return {
        (message.id if isinstance(message.id, str) else message.id[0], message.context): message
        for message in catalog
        if message.id
    }


def texts(value: str | Sequence[str] | None) -> tuple[str, ...]:
    """Forms of a text, singular first, as a tuple."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def placeholders(text: str) -> set[str]:
    """Names (or signs) of the values that are filled in."""
    found = _PLACEHOLDER.finditer(text.replace("%%", ""))
    return {match.group(match.lastindex or 0) for match in found}


def places(message: Message) -> tuple[str, ...]:
    """Files in which a message is used, in order, each once."""
    return tuple(sorted({file for file, _ in message.locations}))


def _translation_problem(used: Message, known: Message) -> str | None:
    english, dutch = texts(used.id), texts(known.string)
    if len(dutch) < len(english) or not all(dutch):
        return "not translated"
    if known.fuzzy:
        return "translation not confirmed (fuzzy)"
    allowed = set().union(*(placeholders(text) for text in english))
    required = placeholders(english[-1])
    # A singular form may leave the number out: "one municipality".
    for number, text in enumerate(dutch):
        present = placeholders(text)
        if present - allowed or (number == len(dutch) - 1 and required - present):
            return "placeholders differ"
    return None


def findings(used: Catalog, known: Catalog) -> list[Finding]:
    """Everything wrong with the catalogue ``known`` for the messages ``used``, in order of text."""
    wanted, present = messages(used), messages(known)
    result: list[Finding] = []
    for key, message in wanted.items():
        entry = present.get(key)
        if entry is None:
            result.append(Finding("missing from the catalogue", key[0], places(message)))
        elif problem := _translation_problem(message, entry):
            result.append(Finding(problem, key[0], places(message)))
    unused = present.keys() - wanted.keys()
    result += [Finding("no longer used", text, ()) for text, _ in unused]
    return sorted(result, key=lambda finding: (finding.text, finding.what))


def read(path: Path) -> Catalog:
    """Catalogue in ``path``; an absent file is an empty catalogue."""
    if not path.exists():
        return Catalog(locale="nl")
    with path.open("rb") as file:
        return read_po(file, locale="nl", abort_invalid=True)


def merged(used: Catalog, known: Iterable[Catalog]) -> Catalog:
    """The messages ``used`` with the first translation of each that the catalogues have."""
    sources = [messages(catalog) for catalog in known]
    result = Catalog(locale="nl")
    for key, message in messages(used).items():
        forms = len(texts(message.id))
        translated = next(
            (
                source[key].string
                for source in sources
                if key in source
                and not source[key].fuzzy
                and all(texts(source[key].string))
                and (len(texts(source[key].string)) > 1) == (forms > 1)
            ),
            None,
        )
        result.add(
            message.id,
            translated,
            [(file, 0) for file in places(message)],
            flags=message.flags - {"fuzzy"},
            auto_comments=dict.fromkeys(message.auto_comments),
            context=message.context,
        )
    return result


def catalogue_text(catalog: Catalog) -> str:
    """The file: fixed header, messages in order of their text, without where they are used."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=100, omit_header=True, sort_output=True, no_location=True)
    return HEADER + buffer.getvalue().decode().strip() + "\n"


def check(catalogue: Path = CATALOGUE) -> int:
    """Print what is wrong; exit code 1 when anything is."""
    used = collect(SOURCE, SOURCE)
    wrong = findings(used, read(catalogue))
    for finding in wrong:
        print(finding)
    if wrong:
        print(f"{len(wrong)} problems; `make messages` adds and drops, a person translates.")
        return 1
    print(f"{len(messages(used))} messages, all in Dutch and English.")
    return 0


def update(others: Sequence[Path], catalogue: Path = CATALOGUE) -> int:
    """Rewrite the catalogue; exit code 0, also when translations are missing."""
    result = merged(collect(SOURCE, SOURCE), [read(catalogue), *map(read, others)])
    catalogue.parent.mkdir(parents=True, exist_ok=True)
    catalogue.write_text(catalogue_text(result), encoding="utf-8")
    empty = sum(not all(texts(message.string)) for message in messages(result).values())
    print(f"{len(messages(result))} messages, {empty} to be translated.")
    return 0


def compile_catalogue(catalogue: Path = CATALOGUE) -> int:
    """Write the compiled catalogue, which the application reads, beside the catalogue."""
    with catalogue.with_suffix(".mo").open("wb") as file:
        write_mo(file, read(catalogue))
    return 0


def main(arguments: Sequence[str]) -> int:
    """Entry point; returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("command", choices=["check", "update", "compile"])
    parser.add_argument("--from", dest="others", action="append", type=Path, default=[])
    chosen = parser.parse_args(arguments)
    if not settings.configured:
        settings.configure()  # reading a template asks for the settings, and needs none of them
    if chosen.command == "update":
        return update(chosen.others)
    return check() if chosen.command == "check" else compile_catalogue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
