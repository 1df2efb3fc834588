# SPDX-License-Identifier: EUPL-1.2
"""What the address of the pages about sharing costs asks, checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_EURO = Decimal(10_000_000_000)
MOST_YEARS = 20
FEWEST_PLAYERS, MOST_PLAYERS = 2, 5
LETTERS = "abcde"
OLD_KEYS = ("bekend", "inwoners", "gelijk")


def _part(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=100)


def _euro(label: Any, *, required: bool = False) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=required, min_value=0, max_value=MOST_EURO, decimal_places=2
    )


class CostsForm(forms.Form):
    """The total, the key that holds now and the one to try, and how fast to change.

    ``members`` are code and name of the municipalities; ``knows_inhabitants`` and
    ``knows_payments`` say whether those of all of them are known.
    """

    bedrag = _euro(gettext_lazy("Total costs a year, in euro"))
    nu = forms.ChoiceField(label=gettext_lazy("Divided now"), required=False)
    inwoners = _part(gettext_lazy("Then: parts by inhabitants"))
    gelijk = _part(gettext_lazy("Then: parts equally"))
    gebruik = _part(gettext_lazy("Then: parts by use"))
    vast = _euro(gettext_lazy("First a fixed amount for each, in euro"))
    jaren = forms.IntegerField(
        label=gettext_lazy("Years to grow in"), required=False, min_value=1, max_value=MOST_YEARS
    )

    def __init__(
        self,
        data: Mapping[str, Any],
        members: Sequence[tuple[str, str]],
        *,
        knows_inhabitants: bool,
        knows_payments: bool,
    ) -> None:
        asked = {name: data[name] for name in data if data[name] != ""}
        first = "inwoners" if knows_inhabitants else "gelijk"
        values = {
            "nu": "bekend" if knows_payments else first,
            "jaren": "1",
            **({} if _parts_given(asked) else _first_parts(knows_inhabitants)),
            **asked,
        }
        super().__init__(values, auto_id="costs-%s")
        names = {
            "bekend": _("what each pays now"),
            "inwoners": _("by inhabitants"),
            "gelijk": _("equally"),
        }
        known = {"bekend": knows_payments, "inwoners": knows_inhabitants, "gelijk": True}
        self._knows_inhabitants = knows_inhabitants
        self.fields["nu"] = forms.ChoiceField(
            label=_("Divided now"),
            choices=[(key, names[key]) for key in OLD_KEYS if known[key]],
        )
        self._members = tuple(members)
        for code, name in members:
            self.fields[f"g-{code}"] = forms.IntegerField(
                label=name, required=False, min_value=0, max_value=10**9
            )
        self.is_valid()

    def clean(self) -> dict[str, Any]:
        """The parts have to say something, and what they need has to be known."""
        values = super().clean() or {}
        if self.errors:
            return values
        parts = {name: values.get(name) or 0 for name in ("inwoners", "gelijk", "gebruik")}
        if not any(parts.values()):
            self.add_error("inwoners", _("Give at least one of the keys a part."))
        if parts["inwoners"] and not self._knows_inhabitants:
            self.add_error("inwoners", _("The inhabitants of a participant are not known."))
        if parts["gebruik"] and not any(self.use.values()):
            self.add_error("gebruik", _("Fill in below how much each of them uses."))
        return values

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields above the uses."""
        return [self[name] for name in self.fields if not name.startswith("g-")]

    @property
    def uses(self) -> list[forms.BoundField]:
        """A field for the use of each municipality."""
        return [self[f"g-{code}"] for code, _name in self._members]

    @property
    def use(self) -> dict[str, int]:
        """The use by code; what was not filled in is 0."""
        return {code: self.cleaned_data.get(f"g-{code}") or 0 for code, _name in self._members}

    @property
    def has_use(self) -> bool:
        """Whether the fields of the uses have to be open."""
        return bool(self.data.get("gebruik")) or any(field.value() for field in self.uses)


def _parts_given(asked: Mapping[str, Any]) -> bool:
    return any(name in asked for name in ("inwoners", "gelijk", "gebruik"))


def _first_parts(knows_inhabitants: bool) -> dict[str, str]:
    return {"inwoners": "50", "gelijk": "50"} if knows_inhabitants else {"gelijk": "100"}


EXAMPLE = {
    "a": "300", "b": "270", "c": "280", "ab": "410", "ac": "410", "bc": "410", "abc": "550",
}  # fmt: skip


class GameForm(forms.Form):
    """Two to five participants, what each would pay alone and what groups would pay."""

    aantal = forms.IntegerField(
        label=gettext_lazy("Number of participants"),
        min_value=FEWEST_PLAYERS,
        max_value=MOST_PLAYERS,
    )

    def __init__(self, data: Mapping[str, Any]) -> None:
        asked = {name: data[name] for name in data if data[name] != ""}
        self.is_example = not any(name.startswith("k-") for name in asked)
        example = {f"k-{letters}": cost for letters, cost in EXAMPLE.items()}
        number = _number(asked.get("aantal", "3"))
        fitting = self.is_example and number == 3
        values = {"aantal": "3", **(example if fitting else {}), **asked}
        super().__init__(values, auto_id="game-%s")
        self.is_example = fitting
        self.number = number
        for letter in LETTERS[: self.number]:
            self.fields[f"naam-{letter}"] = forms.CharField(
                label=_("Name of participant %(letter)s") % {"letter": letter.upper()},
                required=False,
                max_length=40,
            )
        for letters in self.groups:
            alone = len(letters) == 1
            self.fields[f"k-{letters}"] = _euro(self._label(letters), required=alone)
        self.is_valid()

    @property
    def groups(self) -> list[str]:
        """All groups as letters: everybody alone, then pairs, and so on."""
        letters = LETTERS[: self.number]
        return [
            "".join(c) for size in range(1, self.number + 1) for c in combinations(letters, size)
        ]

    @property
    def only_misses(self) -> bool:
        """Whether costs of somebody alone still have to be filled in, and nothing is wrong."""
        found = [error.code for errors in self.errors.as_data().values() for error in errors]
        return all(code == "required" for code in found)

    @property
    def names(self) -> list[forms.BoundField]:
        """The fields of the names."""
        return [self[f"naam-{letter}"] for letter in LETTERS[: self.number]]

    @property
    def alone(self) -> list[forms.BoundField]:
        """The fields of the costs of each alone."""
        return [self[f"k-{letters}"] for letters in self.groups if len(letters) == 1]

    @property
    def together(self) -> list[forms.BoundField]:
        """The fields of the costs of groups."""
        return [self[f"k-{letters}"] for letters in self.groups if len(letters) > 1]

    def name_of(self, letter: str) -> str:
        """The name that was filled in, else the letter."""
        return str(self.data.get(f"naam-{letter}", "")).strip()[:40] or letter.upper()

    def _label(self, letters: str) -> str:
        names = [self.name_of(letter) for letter in letters]
        if len(names) == 1:
            return _("%(name)s alone, euro") % {"name": names[0]}
        return _("%(names)s together, euro") % {"names": " + ".join(names)}

    @property
    def costs(self) -> dict[frozenset[str], Decimal]:
        """The costs of the groups that were filled in, by letters."""
        found = {}
        for letters in self.groups:
            cost = self.cleaned_data.get(f"k-{letters}")
            if cost is not None:
                found[frozenset(letters)] = cost
        return found


def _number(text: object) -> int:
    """The number of participants asked for, within what there is room for."""
    try:
        number = int(str(text)[:6])
    except ValueError:
        return FEWEST_PLAYERS + 1
    return min(max(number, FEWEST_PLAYERS), MOST_PLAYERS)
