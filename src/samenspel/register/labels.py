# SPDX-License-Identifier: EUPL-1.2
"""What identifiers are called on the screen, in the language of the request.

Forms, policy areas and themes carry a Dutch and an English label with them (see
``datapackage.legal_forms`` and ``analysis.policy_areas``); this module picks the right one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from django.utils.translation import get_language, ngettext_lazy, pgettext
from django.utils.translation import gettext as _

from samenspel.analysis.policy_areas import DOMAINS, POLICY_AREAS, THEMES
from samenspel.datapackage.legal_forms import LEGAL_FORMS
from samenspel.register.models import Board, Participation

UNKNOWN_FORM = "unknown"

_COUNTED = {
    Participation.Kind.MUNICIPALITY: ngettext_lazy(
        "%(count)d municipality", "%(count)d municipalities", "count"
    ),
    Participation.Kind.PROVINCE: ngettext_lazy(
        "%(count)d province", "%(count)d provinces", "count"
    ),
    Participation.Kind.WATER_BOARD: ngettext_lazy(
        "%(count)d water board", "%(count)d water boards", "count"
    ),
    Participation.Kind.STATE: ngettext_lazy(
        "%(count)d body of national government", "%(count)d bodies of national government", "count"
    ),
    Participation.Kind.INTERMUNICIPAL_BODY: ngettext_lazy(
        "%(count)d intermunicipal body", "%(count)d intermunicipal bodies", "count"
    ),
    Participation.Kind.FOREIGN_MUNICIPALITY: ngettext_lazy(
        "%(count)d municipality abroad", "%(count)d municipalities abroad", "count"
    ),
    Participation.Kind.FOREIGN_OTHER: ngettext_lazy(
        "%(count)d other body abroad", "%(count)d other bodies abroad", "count"
    ),
    Participation.Kind.BUSINESS: ngettext_lazy(
        "%(count)d business", "%(count)d businesses", "count"
    ),
    Participation.Kind.KNOWLEDGE_INSTITUTION: ngettext_lazy(
        "%(count)d knowledge institution", "%(count)d knowledge institutions", "count"
    ),
    Participation.Kind.CIVIL_SOCIETY: ngettext_lazy(
        "%(count)d civil society organisation", "%(count)d civil society organisations", "count"
    ),
    Participation.Kind.OTHER: ngettext_lazy(
        "%(count)d other participant", "%(count)d other participants", "count"
    ),
    Participation.Kind.UNRESOLVED: ngettext_lazy(
        "%(count)d participant that could not be read",
        "%(count)d participants that could not be read",
        "count",
    ),
}


def _is_dutch() -> bool:
    return (get_language() or "nl").startswith("nl")


def legal_form(identifier: str) -> str:
    """Name of a legal form; an empty identifier is the form that no source states."""
    form = LEGAL_FORMS.get(identifier or UNKNOWN_FORM)
    if form is None:
        return identifier
    return form.label_nl if _is_dutch() else form.label_en


@lru_cache(maxsize=1)
def _legal_form_texts() -> dict[str, dict[str, str]]:
    text = files(__package__).joinpath("legal_form_texts.toml").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = tomllib.loads(text)
    return found


def legal_form_text(identifier: str) -> str:
    """What a legal form is, in a plain sentence or two; empty when nobody wrote one."""
    texts = _legal_form_texts().get(identifier or UNKNOWN_FORM, {})
    return texts.get("nl" if _is_dutch() else "en", "")


def policy_area(key: str) -> str:
    """Name of a policy area; an area that is not in the official list is its own name."""
    area = POLICY_AREAS.get(key)
    if area is None:
        return key
    return area.nl if _is_dutch() else area.en


def domain_of(key: str) -> str:
    """Key of the main domain that a policy area belongs to; empty for an unknown area."""
    area = POLICY_AREAS.get(key)
    return (area.domain or "") if area else ""


def domain(key: str) -> str:
    """Name of a main domain."""
    found = DOMAINS.get(key)
    if found is None:
        return key
    return found.nl if _is_dutch() else found.en


def theme(key: str) -> str:
    """Name of one of the six themes of regional work."""
    found = THEMES.get(key)
    if found is None:
        return key
    return found.nl if _is_dutch() else found.en


def participant_kind(kind: str) -> str:
    """Name of a kind of participant, singular."""
    return str(Participation.Kind(kind).label) if kind in Participation.Kind.values else kind


def board_kind(kind: str) -> str:
    """Name of a kind of board."""
    return str(Board.Kind(kind).label) if kind in Board.Kind.values else kind


def compulsory(value: bool | None) -> str:
    """Whether taking part is compulsory, chosen, or not known."""
    if value is None:
        return _("not known")
    return pgettext("arrangement", "compulsory") if value else pgettext("arrangement", "chosen")


def powers(text: str) -> tuple[str, ...]:
    """How powers are handed over, of a cell with ``|`` between; as the source says it."""
    names = {"Delegatie": _("delegation"), "Mandaat": _("mandate"), "Attributie": _("attribution")}
    return tuple(names.get(part.strip(), part.strip()) for part in text.split("|") if part.strip())


def organs(text: str) -> tuple[str, ...]:
    """Organs that take part, of a cell with ``|`` between; unknown ones in the source's words."""
    names = {
        "Burgemeester": _("mayor"),
        "College van burgemeester en wethouders": _("mayor and aldermen"),
        "Gemeenteraad": _("municipal council"),
        "Gedeputeerde staten": _("provincial executive"),
        "Provinciale staten": _("provincial council"),
        "Dagelijks bestuur": _("executive board"),
        "Algemeen bestuur": _("general board"),
        "Minister": _("minister"),
    }
    return tuple(names.get(part.strip(), part.strip()) for part in text.split("|") if part.strip())


def document_kind(kind: str) -> str:
    """What kind of document it is; an unknown one is its own name."""
    return {"budget": _("budget"), "accounts": _("annual accounts")}.get(kind, kind)


def in_words(parts: Sequence[str]) -> str:
    """A list as a reader says it: ``a, b and c``; empty for nothing."""
    if len(parts) < 2:
        return "".join(parts)
    first, last = ", ".join(parts[:-1]), parts[-1]
    return _("%(first)s and %(last)s") % {"first": first, "last": last}


def participants_counted(counts: Mapping[str, int]) -> str:
    """Participants by kind in words, in the order of the kinds: "17 gemeenten en 1 provincie"."""
    return in_words(
        [str(text % {"count": counts[kind]}) for kind, text in _COUNTED.items() if counts.get(kind)]
    )
