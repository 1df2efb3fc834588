# SPDX-License-Identifier: EUPL-1.2
"""Dutch full-text search: one analyser for the index and the query, on any database.

A council member who types *windmolens* means *Windmolenpark*, and *raadslid* means *raadsleden*.
Stemming alone misses that, so a word goes through four steps:

1. lower case, accents folded (``sudwest`` finds ``Súdwest``);
2. dictionary form (simplemma): *raadsleden* becomes *raadslid*;
3. stem (Snowball's ``dutch_porter``), for what the dictionary lacks;
4. compound parts: *jeugdhulpregio* is also *jeugdhulp*, *jeugd*, *hulp* and *regio*.

``index_terms`` writes all of these into one text column, made of ``[a-z0-9]`` and blanks only; that
column goes into SQLite FTS5 (default tokenizer) or ``to_tsvector('simple', ...)``. A query word is
found by its stem or by all of its parts; all words must be found. The databases never stem.

The dictionary is read on the first use (about half a second and 50 MB), not on import.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files

MAX_TEXT_CHARS = 100_000
"""Characters of a text that are indexed; what follows is left out."""
MAX_QUERY_CHARS = 500
"""Characters of a query that are read."""
MAX_QUERY_WORDS = 16
"""Different words of a query that are searched for."""
MAX_WORD_CHARS = 60
"""Characters of one word; the longest Dutch compounds in use stay below."""

_ANALYSER = "1"  # raise when the code below gives other terms for the same words
_LINKS = ("", "s", "en", "e", "n", "er")
_MIN_COMPOUND = 6
_MIN_PART = 4
_SHORTEST_PART = 3  # only those listed as short parts
_WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
_HYPHEN = re.compile(r"[-\u2010\u2011]")
# "foto's" is "foto"; "'s-Gravenhage" is "Gravenhage"
_APOSTROPHE_S = re.compile(r"['\u2018\u2019\u02bc`\u00b4]s\b", re.IGNORECASE)
# "G.G.D." is "GGD", "e.o." is "eo"
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"}
)


@dataclass(frozen=True)
class QueryWord:
    """One word of a query: it is found by its stem, or by all of its parts together."""

    word: str
    """The word as typed, in lower case."""
    stem: str
    """The analysed word, ``[a-z0-9]+``; empty when the word has no Latin letter or digit."""
    parts: tuple[str, ...] = ()
    """Stems of the compound's parts; empty when the word is no compound."""
    pieces: tuple[str, ...] = ()
    """The parts as readable words, to show beside the word."""
    ignored: bool = False
    """A word that is not searched for: a stop word, or nothing that an index can hold."""


@dataclass(frozen=True)
class _Words:
    stop: frozenset[str]
    short_parts: frozenset[str]
    not_parts: frozenset[str]
    not_compounds: frozenset[str]
    domain: frozenset[str]
    names: frozenset[str]


def fold_letters(text: str) -> str:
    """Lower case without accents: ``Súdwest`` is ``sudwest``; ``ĳ`` is ``ij``, ``ß`` is ``ss``."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in folded if not unicodedata.combining(char))
    return bare.casefold().translate(_LETTERS)


def index_terms(text: str) -> str:
    """Analysed terms of a text, separated by blanks, for one full-text column.

    Stop words are left out; the others keep their order, each followed by its parts. Only the
    first ``MAX_TEXT_CHARS`` characters are read.

    Returns
    -------
    ``[a-z0-9]`` and single blanks; empty for a text without words.
    """
    return " ".join(term for word in _words(text[:MAX_TEXT_CHARS]) for term in _indexed(word))


def query_terms(text: str) -> tuple[QueryWord, ...]:
    """Words of a query in the order typed, each once.

    Stop words come along with ``ignored`` set, so that a page can say that they were not searched
    for; ``only_ignored`` tells whether nothing else is left. At most ``MAX_QUERY_CHARS`` characters
    and ``MAX_QUERY_WORDS`` words are read. An empty result means that the text has no word at all.
    """
    found: dict[str, QueryWord] = {}
    for compound in _words(text[:MAX_QUERY_CHARS]):
        for typed in _HYPHEN.split(compound):
            word = _query_word(typed.lower())
            found.setdefault(word.stem or word.word, word)
            if len(found) == MAX_QUERY_WORDS:
                return tuple(found.values())
    return tuple(found.values())


def only_ignored(words: Sequence[QueryWord]) -> bool:
    """Whether the query has words, but none that can be searched for (``de van het``)."""
    return bool(words) and all(word.ignored for word in words)


def fts5_match(words: Sequence[QueryWord]) -> str:
    """The query as right-hand side of SQLite's ``MATCH``; finds nothing without a usable word."""
    return _expression(words, quote='"{}"'.format, both=" AND ", either=" OR ") or '""'


def tsquery(words: Sequence[QueryWord]) -> str:
    """The query for ``to_tsquery('simple', ...)``; empty, so finding nothing, without a word."""
    return _expression(words, quote="{}".format, both=" & ", either=" | ")


def shown_as(words: Sequence[QueryWord]) -> str:
    """What was searched for, readable: ``windmolens (wind + molens), jeugd``; empty for nothing."""
    return ", ".join(
        f"{word.word} ({' + '.join(word.pieces)})" if word.pieces else word.word
        for word in words
        if not word.ignored
    )


@lru_cache(maxsize=1)
def analyser_fingerprint() -> str:
    """Changes whenever the same text may give other terms: store it, and renew the index with it.

    Sixteen hexadecimal digits over this module's version, the word list, simplemma and the stemmer.
    """
    facts = (_ANALYSER, version("simplemma"), version("snowballstemmer"), _word_file())
    return sha256("\n".join(facts).encode()).hexdigest()[:16]


def _expression(
    words: Sequence[QueryWord], *, quote: Callable[[str], str], both: str, either: str
) -> str:
    """(stem or (all parts)) per word, all words; terms are reduced to ``[a-z0-9]`` once more."""
    clauses = []
    for word in words:
        stem = _plain(word.stem)
        if word.ignored or not stem:
            continue
        parts = [quote(part) for part in map(_plain, word.parts) if part]
        clause = quote(stem)
        clauses.append(f"({clause}{either}({both.join(parts)}))" if parts else clause)
    return both.join(clauses)


def _plain(text: str) -> str:
    """The folded letters and digits of a word, nothing else."""
    return _NOT_PLAIN.sub("", fold_letters(text))[:MAX_WORD_CHARS]


def _words(text: str) -> Iterator[str]:
    """Words of a text as written; words joined by hyphens come as one."""
    clean = _APOSTROPHE_S.sub("", unicodedata.normalize("NFC", text))
    clean = _DOTTED.sub(lambda dotted: dotted.group().replace(".", "") + " ", clean)
    return (match.group() for match in _WORD.finditer(clean))


@lru_cache(maxsize=50_000)
def _indexed(word: str) -> tuple[str, ...]:
    """Every term under which a word (or words joined by hyphens) is found."""
    pieces = [_plain(piece) for piece in _HYPHEN.split(word)]
    terms = [term for piece in pieces if not _is_stop(piece) for term in _terms(piece)]
    if len(pieces) > 1:  # "sudwestfryslan" finds Súdwest-Fryslân
        terms.append(_stem(_plain(word)))
    return tuple(term for term in terms if term)


def _terms(word: str) -> Iterator[str]:
    """The stem of a word and of its parts at every level."""
    yield _stem(word)
    for part in _parts(word):
        yield from _terms(part)


def _query_word(typed: str) -> QueryWord:
    word = _plain(typed)
    typed = typed[:MAX_WORD_CHARS]
    if _is_stop(word):
        return QueryWord(word=typed, stem=word, ignored=True)
    parts = _parts(word)
    stems = tuple(dict.fromkeys(_stem(part) for part in parts))
    pieces = tuple(_without_link(part) for part in parts[:-1]) + parts[-1:]
    return QueryWord(word=typed, stem=_stem(word), parts=stems, pieces=pieces)


def _without_link(part: str) -> str:
    """A part as a reader would write it alone: *veiligheids* is *veiligheid*."""
    return part[:-1] if part.endswith("s") and _is_part(part[:-1]) else part


def _is_stop(word: str) -> bool:
    """Stop words, single letters, and words without a Latin letter or digit."""
    return not word or (len(word) == 1 and word.isalpha()) or word in _word_list().stop


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    """Dictionary form, then stem; a place name stays as it is.

    A compound's stem is made of its parts' stems, so that *gemeenteraadslid* and
    *gemeenteraadsleden* meet although the dictionary reads them differently.
    """
    if not word or word in _word_list().names:
        return word
    parts = _parts(word)
    if parts:
        return "".join(_stem(part) for part in parts)[:MAX_WORD_CHARS]
    return _porter(_plain(_lemma(word))) or word


@lru_cache(maxsize=50_000)
def _parts(word: str) -> tuple[str, ...]:
    """The fewest known words that a compound consists of; empty when it is none.

    Ties go to the field's own words, then to the fewest linking letters, then to the longest
    shortest part.
    """
    words = _word_list()
    if len(word) < _MIN_COMPOUND or word in words.names or _in_forms(word, words.not_compounds):
        return ()
    from_dictionary = tuple(_plain(part) for part in _lemma(word).split("_"))
    if len(from_dictionary) > 1 and all(map(_is_part, from_dictionary)):
        return from_dictionary
    splits = (_join(word, at) for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1))
    return min((split for split in splits if split), default=_NO_SPLIT, key=_cost).parts


@dataclass(frozen=True)
class _Split:
    parts: tuple[str, ...]
    link_letters: int


_NO_SPLIT = _Split((), 0)


def _cost(split: _Split) -> tuple[int, int, int, int, tuple[str, ...]]:
    parts = split.parts
    general = sum(not _is_domain_word(part) for part in parts)
    return len(parts), general, split.link_letters, -min(map(len, parts), default=0), parts


def _join(word: str, at: int) -> _Split | None:
    """The best split whose first part ends at a position."""
    first, rest = word[:at], word[at:]
    if not _is_part(first):
        return None
    candidates = []
    for link in _LINKS:
        tail = _tail(rest[len(link) :]) if rest.startswith(link) else None
        if tail is not None:
            candidates.append(_Split((first, *tail.parts), tail.link_letters + len(link)))
    return min(candidates, key=_cost, default=None)


@lru_cache(maxsize=50_000)
def _tail(word: str) -> _Split | None:
    """The best reading of the rest of a compound: one word where possible."""
    if len(word) < _SHORTEST_PART:
        return None
    if _is_part(word):
        return _Split((word,), 0)
    splits = (_join(word, at) for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1))
    return min((split for split in splits if split), key=_cost, default=None)


@lru_cache(maxsize=50_000)
def _is_part(word: str) -> bool:
    """Whether a word may be a part of a compound."""
    words = _word_list()
    if word in words.stop or word in words.not_parts:
        return False
    if word in words.short_parts or _is_domain_word(word):
        return True
    return len(word) >= _MIN_PART and word.isalpha() and _is_known(word)


@lru_cache(maxsize=50_000)
def _is_domain_word(word: str) -> bool:
    """Whether a word is in the field's list, or is a form of one (*taken* of *taak*)."""
    return _in_forms(word, _word_list().domain)


def _in_forms(word: str, forms: frozenset[str]) -> bool:
    return word in forms or _plain(_lemma(word)) in forms


# simplemma is imported late: pages and commands that never search do not pay for it.


@lru_cache(maxsize=50_000)
def _lemma(word: str) -> str:
    from simplemma import lemmatize

    return str(lemmatize(word, "nl"))


@lru_cache(maxsize=50_000)
def _is_known(word: str) -> bool:
    from simplemma import is_known

    return bool(is_known(word, "nl"))


@lru_cache(maxsize=50_000)
def _porter(word: str) -> str:
    """Snowball's older Dutch stemmer; the newer one parts singular and plural.

    A stemmer object keeps the word it works on, so threads may not share one. The class is taken
    directly: the package's own factory picks another implementation where PyStemmer is installed.
    """
    from snowballstemmer.dutch_porter_stemmer import DutchPorterStemmer

    return str(DutchPorterStemmer().stemWord(word))


@lru_cache(maxsize=1)
def _word_file() -> str:
    return files(__package__).joinpath("dutch_words.toml").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _word_list() -> _Words:
    lists = {
        name: frozenset(_plain(word) for word in text.split())
        for name, text in tomllib.loads(_word_file()).items()
    }
    return _Words(
        stop=lists["stop_words"],
        short_parts=lists["short_parts"],
        not_parts=lists["not_parts"],
        not_compounds=_with_plurals(lists["not_compounds"]),
        domain=_with_plurals(lists["domain_words"]),
        names=lists["names"],
    )


def _with_plurals(words: frozenset[str]) -> frozenset[str]:
    """The words and their regular forms; the dictionary adds the irregular ones."""
    return frozenset(word + ending for word in words for ending in ("", "e", "s", "n", "en"))
