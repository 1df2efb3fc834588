# SPDX-License-Identifier: EUPL-1.2
"""How many partners, and how much it counts that they complement each other."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy

from samenspel.analysis.matching import LARGEST_GROUP
from samenspel.citylinks.queries.group_page import USUAL_SIZE, USUAL_WEIGHT

LONGEST_VALUE = 20
_NO_CHOICE = {"invalid_choice": gettext_lazy("This is not one of the choices.")}


class GroupForm(forms.Form):
    """The size of the group and the weight of what it brings; as usual when not in the address."""

    aantal = forms.ChoiceField(
        label=gettext_lazy("How many partners?"),
        choices=[(str(number), str(number)) for number in range(1, LARGEST_GROUP + 1)],
        error_messages=_NO_CHOICE,
    )
    samen = forms.ChoiceField(
        label=gettext_lazy("What they bring together"),
        choices=[
            ("0", gettext_lazy("does not count")),
            ("1", gettext_lazy("counts once")),
            ("2", gettext_lazy("counts twice")),
            ("4", gettext_lazy("counts four times")),
        ],
        error_messages=_NO_CHOICE,
    )

    def __init__(self, data: Mapping[str, str]) -> None:
        usual = {"aantal": str(USUAL_SIZE), "samen": str(USUAL_WEIGHT)}
        super().__init__({k: data.get(k, "")[:LONGEST_VALUE] or v for k, v in usual.items()})

    @property
    def size(self) -> int:
        """How many partners; the usual number when something was wrong."""
        return int(self.cleaned_data["aantal"]) if self.is_valid() else USUAL_SIZE

    @property
    def weight(self) -> int:
        """How much counts what they bring together; as usual when something was wrong."""
        return int(self.cleaned_data["samen"]) if self.is_valid() else USUAL_WEIGHT

    @property
    def asked(self) -> dict[str, str]:
        """What the address says that is not as usual."""
        usual = {"aantal": USUAL_SIZE, "samen": USUAL_WEIGHT}
        found = {"aantal": self.size, "samen": self.weight}
        return {key: str(value) for key, value in found.items() if value != usual[key]}
