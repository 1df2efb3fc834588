# SPDX-License-Identifier: EUPL-1.2
"""Adding an arrangement: its facts, and picking who takes part, one by one.

The participants picked so far travel along in hidden fields, so that picking works without script.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenspel.places.models import Country
from samenspel.register import labels
from samenspel.register.forms.editing import Mistake
from samenspel.register.forms.facts import FactsForm
from samenspel.register.forms.fields import place_of, tidy
from samenspel.register.forms.participations import OTHERS
from samenspel.register.models import Participation

MOST_PARTICIPANTS = 500
LONGEST_NAME = 500
_CHOOSE = {"invalid_choice": gettext_lazy("This is not one of the choices.")}
_MUNICIPALITY = Participation.Kind.MUNICIPALITY.value


class AddForm(FactsForm):
    """A new arrangement: the facts that one needs to begin with."""

    status = None  # type: ignore[assignment]
    status_note = None  # type: ignore[assignment]
    source_url = None  # type: ignore[assignment]
    organisation = forms.ChoiceField(
        label=gettext_lazy("On behalf of"),
        error_messages=_CHOOSE,
        help_text=gettext_lazy("Visitors see this name in the history."),
    )
    collected_in = forms.ChoiceField(label=gettext_lazy("Country"), error_messages=_CHOOSE)

    form_names: ClassVar[Mapping[str, str]] = {
        "valid_to": "last_day",
        "country": "collected_in",
        "participants": "typed",
    }
    layout: ClassVar[Any] = (
        (
            gettext_lazy("What is it called, and what form does it have?"),
            ("organisation", "collected_in", "name", "citation_title", "legal_form",
             "is_compulsory"),
        ),
        (gettext_lazy("What is it about?"), ("purpose", "policy_areas", "themes")),
        (gettext_lazy("Since when, until when?"), ("valid_from", "last_day")),
        (
            gettext_lazy("Where is it, and what does it rest on?"),
            ("seat_place", "seat_postcode", "seat_municipality", "website", "powers",
             "legal_bases", "decree_urls"),
        ),
    )  # fmt: skip

    def __init__(
        self,
        data: Any = None,
        *,
        organisations: Sequence[tuple[str, str]],
        countries: Sequence[Country],
        **kwargs: Any,
    ) -> None:
        self.organisations, self.countries = tuple(organisations), tuple(countries)
        super().__init__(data, **kwargs)

    def prepare(self) -> None:
        """For whom one may add, and in which country; a choice of one is no question."""
        super().prepare()
        countries = [(c.value, str(c.label)) for c in self.countries]
        for name, choices in (("organisation", self.organisations), ("collected_in", countries)):
            self.offer_choices(name, choices)
            if len(choices) == 1:
                self.fields[name].widget = forms.HiddenInput()
                self.initial[name] = choices[0][0]
        self.fields["reason"].label = _("Why do you add this?")

    @classmethod
    def to_values(cls, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """The facts alone."""
        values = super().to_values(cleaned)
        return {k: v for k, v in values.items() if k not in {"organisation", "collected_in"}}


@dataclass(frozen=True)
class Picked:
    """A participant picked: ``token`` is how it travels along."""

    token: str
    kind: str
    name: str
    code: str = ""

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return labels.participant_kind(self.kind)

    @property
    def values(self) -> dict[str, Any]:
        """As the actions take it."""
        if self.code:
            return {"kind": _MUNICIPALITY, "municipality": self.code}
        return {"kind": self.kind, "name": self.name}


@dataclass
class Picker:
    """Who takes part so far, what was typed to find another, and what that led to.

    ``near``: municipalities that come near what was typed: code, name, province.
    """

    names: Mapping[str, str]
    on: date
    picked: list[Picked] = field(default_factory=list)
    typed: str = ""
    kind: str = ""
    other: str = ""
    near: tuple[tuple[str, str, str], ...] = ()
    mistakes: list[Mistake] = field(default_factory=list)
    said: str = ""
    kinds: tuple[tuple[str, Any], ...] = OTHERS

    @classmethod
    def of(cls, data: QueryDict, names: Mapping[str, str], *, on: date) -> Picker:
        """What the form sent; ``names`` are municipalities, name to code."""
        picker = cls(names, on)
        for token in data.getlist("participant")[:MOST_PARTICIPANTS]:
            picker._take(token[: LONGEST_NAME + 40])
        picker.typed = tidy(data.get("typed", ""))[:100]
        picker.kind = data.get("other_kind", "")[:40]
        picker.other = tidy(data.get("other_name", ""))[:LONGEST_NAME]
        return picker

    def _take(self, token: str) -> None:
        kind, _sep, rest = token.partition(":")
        called = {code: name for name, code in self.names.items()}
        if kind == _MUNICIPALITY and rest in called:
            self._put(Picked(token, kind, called[rest], rest))
        elif kind in dict(OTHERS) and tidy(rest):
            self._put(Picked(token, kind, tidy(rest)))

    def _put(self, one: Picked) -> bool:
        if any(p.token.casefold() == one.token.casefold() for p in self.picked):
            return False
        self.picked.append(one)
        return True

    def act(self, what: str) -> None:
        """Do what a button of the list asks: ``add``, ``add-other``, ``pick:X``, ``remove:X``."""
        does, _sep, rest = what.partition(":")
        if does == "pick":
            self.pick(rest)
        elif does == "remove":
            self.remove(rest)
        elif does == "add-other":
            self.add_other()
        else:
            self.add_typed()

    @property
    def is_waiting(self) -> bool:
        """Whether something was typed that is not in the list yet."""
        return bool(self.typed or self.other)

    def pick(self, code: str) -> None:
        """Take a municipality by its code."""
        called = {code: name for name, code in self.names.items()}
        if code in called:
            one = Picked(f"{_MUNICIPALITY}:{code}", _MUNICIPALITY, called[code], code)
            text = _("%(name)s was added to the list.")
            self.said = (text if self._put(one) else _("%(name)s is in the list already.")) % {
                "name": one.name
            }
            self.typed, self.near = "", ()

    def add_typed(self) -> None:
        """Take the municipality of the name that was typed, or offer those that come near."""
        if not self.typed:
            self._wrong("typed", _("Type the name of a municipality."))
            return
        codes = {name.casefold(): code for name, code in self.names.items()}
        found = place_of(self.typed, codes, on=self.on)
        if found.code and found.code in self.names.values():
            self.pick(found.code)
            return
        present = set(self.names.values())
        self.near = tuple(row for row in found.near if row[0] in present)
        text = (
            _("“%(name)s” is not the name of one municipality. Choose below which one you mean.")
            if self.near
            else _("We know no municipality “%(name)s” on this day.")
        )
        self._wrong("typed", text % {"name": self.typed[:60]})

    def add_other(self) -> None:
        """Take a participant of another kind, by its name."""
        if self.kind not in dict(OTHERS):
            self._wrong("other-kind", _("Choose what kind of participant this is."))
        if not self.other:
            self._wrong("other-name", _("Fill in the name of the participant."))
        if self.mistakes:
            return
        one = Picked(f"{self.kind}:{self.other}", self.kind, self.other)
        text = _("%(name)s was added to the list.")
        self.said = (text if self._put(one) else _("%(name)s is in the list already.")) % {
            "name": one.name
        }
        self.kind = self.other = ""

    def remove(self, token: str) -> None:
        """Take a participant off the list again."""
        gone = [p for p in self.picked if p.token == token]
        self.picked = [p for p in self.picked if p.token != token]
        if gone:
            self.said = _("%(name)s was taken off the list.") % {"name": gone[0].name}

    def refuse(self, text: str, row: int | None = None) -> None:
        """What an action found wrong with the list."""
        name = f"{self.picked[row].name}: " if row is not None and row < len(self.picked) else ""
        self._wrong("typed", f"{name}{text}")

    def _wrong(self, where: str, text: str) -> None:
        self.mistakes.append(Mistake(f"edit-{where}", _("Participants"), text))

    def wrong_at(self, where: str) -> list[str]:
        """What is wrong at one of the fields."""
        return [m.text for m in self.mistakes if m.anchor == f"edit-{where}"]

    @property
    def wrong(self) -> dict[str, list[str]]:
        """What is wrong, by field, for the page."""
        return {where.replace("-", "_"): self.wrong_at(where) for where in _FIELDS}


_FIELDS = ("typed", "other-kind", "other-name")
