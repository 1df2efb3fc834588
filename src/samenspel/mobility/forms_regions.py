# SPDX-License-Identifier: EUPL-1.2
"""What the address of the pages of regions asks, checked; mistakes are told beside their field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.forms.boundfield import BoundWidget
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenspel.analysis.functional_regions import VARIANTS, Parameters, Variant
from samenspel.mobility.models import FlowSet
from samenspel.mobility.queries.presets import Preset, preset_of, presets
from samenspel.mobility.requests import LARGEST_SIZE, RunRequest
from samenspel.places.notation import written

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# From small to large regions, as people compare them, and what to call them beside each other.
SCALES: Mapping[str, str | Promise] = {
    "klein": gettext_lazy("Small regions"),
    "gewoon": gettext_lazy("Regular regions"),
    "groot": gettext_lazy("Large regions"),
}
LARGEST_SHARE = Decimal(100)
LONGEST_VALUE = 40
VARIANT_LABELS: Mapping[str, str | Promise] = {
    "documented": gettext_lazy("as the method is described"),
    "labour-market-areas-3.4": gettext_lazy("exactly as the R package LabourMarketAreas 3.4"),
}
_NO_CHOICE = {"invalid_choice": gettext_lazy("This is not one of the choices.")}


class PercentageField(forms.Field):
    """A percentage with at most two decimals, after a comma or a point; as a fraction."""

    def to_python(self, value: Any) -> Any:
        """The fraction, or None for an empty field."""
        text = str(value or "").replace(",", ".").replace("%", "").strip()
        if not text:
            return None
        try:
            share = Decimal(text)
            is_fine = 0 < share <= LARGEST_SHARE and share == share.quantize(Decimal("0.01"))
        except InvalidOperation:
            is_fine = False
        if not is_fine:
            raise forms.ValidationError(
                _("Write a percentage above 0, up to 100, with at most two decimals: 66.67."),
                "percentage",
            )
        return float(share / 100)


def _size(label: _StrPromise, help_text: _StrPromise, least: int) -> forms.IntegerField:
    whole = gettext_lazy("Write a whole number, in digits only: 10000.")
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=False,
        min_value=least,
        max_value=LARGEST_SIZE,
        error_messages={
            "invalid": whole,
            "min_value": whole,
            "max_value": gettext_lazy("A million is the highest number."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


def _share(label: _StrPromise, help_text: _StrPromise) -> PercentageField:
    return PercentageField(
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )


class RegionsForm(forms.Form):
    """Fields are named as in the address, in Dutch. An empty requirement is that of the scale."""

    jaar = forms.ChoiceField(
        label=gettext_lazy("Year of the commuting"), required=False, error_messages=_NO_CHOICE
    )
    schaal = forms.ChoiceField(
        label=gettext_lazy("How large should the regions be?"),
        required=False,
        error_messages=_NO_CHOICE,
        widget=forms.RadioSelect,
    )
    minimum = _size(
        gettext_lazy("Smallest size"),
        gettext_lazy("Jobs of residents that every region must have."),
        0,
    )
    doel = _size(
        gettext_lazy("Size aimed at"),
        gettext_lazy("From this size on the lower share is enough."),
        1,
    )
    aandeel = _share(
        gettext_lazy("Lowest share (%)"),
        gettext_lazy("Of those who live in a large region this share also works there."),
    )
    doelaandeel = _share(
        gettext_lazy("Share aimed at (%)"),
        gettext_lazy("A region of the smallest size must reach this share."),
    )
    variant = forms.ChoiceField(
        label=gettext_lazy("How it is computed"), required=False, error_messages=_NO_CHOICE
    )
    aaneengesloten = forms.BooleanField(
        label=gettext_lazy("Every region in one piece"),
        help_text=gettext_lazy("Parts that lie apart go to the region beside them."),
        required=False,
    )
    verbeter = forms.BooleanField(
        label=gettext_lazy("Improve the borders"),
        help_text=gettext_lazy(
            "Municipalities move to another region as long as more people then live and work in "
            "the same region. This takes some seconds the first time."
        ),
        required=False,
    )

    def __init__(self, data: QueryDict | Mapping[str, str], *, sets: Sequence[FlowSet]) -> None:
        self.sets = {str(one.year): one for one in sets}
        usual = {
            "jaar": next(iter(self.sets), ""),
            "schaal": presets()[0].key,
            "variant": VARIANTS[0],
        }
        typed = {name: str(data.get(name, ""))[:LONGEST_VALUE] for name in self.base_fields}
        asked = {name: value or usual.get(name, "") for name, value in typed.items()}
        super().__init__(asked, auto_id="regios-%s")
        offered: dict[str, list[tuple[str, str | Promise]]] = {
            "jaar": [(year, year) for year in self.sets],
            "schaal": [(p.key, SCALES.get(p.key, p.label)) for p in sorted(presets(), key=_place)],
            "variant": [(name, VARIANT_LABELS[name]) for name in VARIANTS],
        }
        for name, choices in offered.items():
            cast("forms.ChoiceField", self.fields[name]).choices = choices
        self._tell_what_the_scale_asks()

    def _tell_what_the_scale_asks(self) -> None:
        """An empty field shows what holds then."""
        preset = preset_of(self.scale) or presets()[0]
        p = preset.request.parameters
        for name, value in (
            ("minimum", f"{p.min_size:.0f}"),
            ("doel", f"{p.target_size:.0f}"),
            ("aandeel", _percentage(p.min_self_containment)),
            ("doelaandeel", _percentage(p.target_self_containment)),
        ):
            self.fields[name].widget.attrs["placeholder"] = value

    @property
    def scale(self) -> str:
        """The key of the chosen scale, known or not."""
        return str(self.data["schaal"])

    @property
    def scales(self) -> list[tuple[BoundWidget, Preset]]:
        """The choices of the scale, each with what it means."""
        return list(zip(self["schaal"], sorted(presets(), key=_place), strict=True))

    def clean(self) -> dict[str, Any]:
        """The lower requirement must stay under the higher one, those of the scale included."""
        cleaned = super().clean() or {}
        p = self._parameters(cleaned)
        if not self.errors.keys() & {"minimum", "doel"} and p["min_size"] >= p["target_size"]:
            at = "minimum" if cleaned.get("minimum") is not None else "doel"
            self.add_error(at, _("The smallest size must be lower than the size aimed at."))
        least, aimed = p["min_self_containment"], p["target_self_containment"]
        if not self.errors.keys() & {"aandeel", "doelaandeel"} and least >= aimed:
            at = "aandeel" if cleaned.get("aandeel") is not None else "doelaandeel"
            self.add_error(at, _("The lowest share must be lower than the share aimed at."))
        return cleaned

    @staticmethod
    def _parameters(cleaned: Mapping[str, Any]) -> dict[str, float]:
        """The requirements: those typed, and for the rest those of the scale."""
        preset = preset_of(cleaned.get("schaal") or "") or presets()[0]
        said = preset.request.parameters
        typed = {
            "min_size": cleaned.get("minimum"),
            "min_self_containment": cleaned.get("aandeel"),
            "target_size": cleaned.get("doel"),
            "target_self_containment": cleaned.get("doelaandeel"),
        }
        return {
            name: getattr(said, name) if value is None else value for name, value in typed.items()
        }

    @property
    def flow_set(self) -> FlowSet:
        """The flows of the chosen year; of a form without errors."""
        return self.sets[self.cleaned_data["jaar"]]

    @property
    def run_request(self) -> RunRequest:
        """What is asked; of a form without errors."""
        given = self.cleaned_data
        return RunRequest(
            parameters=Parameters(**self._parameters(given)),
            variant=cast("Variant", given["variant"]),
            contiguous=bool(given.get("aaneengesloten")),
            improved=bool(given.get("verbeter")),
        )

    @property
    def is_advanced(self) -> bool:
        """Whether anything was asked beyond year and scale, or went wrong there."""
        beyond = [name for name in self.fields if name not in {"jaar", "schaal"}]
        typed = any(self.data[name] for name in beyond if name != "variant")
        return typed or self.data["variant"] != VARIANTS[0] or bool(self.errors)


def _place(preset: Preset) -> int:
    known = list(SCALES)
    return known.index(preset.key) if preset.key in known else len(known)


def _percentage(share: float) -> str:
    """As a reader of the page would type it."""
    percentage = round(share * 100, 2)
    return written(percentage, 0 if percentage == int(percentage) else 2)
