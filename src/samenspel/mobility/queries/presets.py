# SPDX-License-Identifier: EUPL-1.2
"""Requirements to regions that have a name: the usual ones, smaller and larger regions."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samenspel.analysis.functional_regions.scales import PRESETS, ScaleName
from samenspel.mobility.requests import RunRequest


@dataclass(frozen=True)
class Preset:
    """Requirements with a name; ``key`` is its word in addresses."""

    key: str
    label: str | Promise
    explanation: str | Promise
    request: RunRequest


def presets() -> tuple[Preset, ...]:
    """All of them; the first is the usual one."""
    return tuple(_PRESETS.values())


def preset_of(key: str) -> Preset | None:
    """The preset of that name, None where there is none."""
    return _PRESETS.get(key)


def _preset(key: str, label: Promise | str, explanation: Promise | str, scale: ScaleName) -> Preset:
    return Preset(key, label, explanation, RunRequest(PRESETS[scale]))


_PRESETS = {
    preset.key: preset
    for preset in (
        _preset(
            "gewoon",
            _("usual"),
            _("What Statistics Netherlands and Istat ask of a labour market area."),
            "regional",
        ),
        _preset(
            "klein",
            _("small regions"),
            _("Smaller regions: towns with the villages around them."),
            "subregional",
        ),
        _preset(
            "groot",
            _("large regions"),
            _("Large regions around cities, which few people leave for their work."),
            "metropolitan",
        ),
    )
}
