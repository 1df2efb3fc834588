# SPDX-License-Identifier: EUPL-1.2
"""A question about regions, as it stands in an address: year, scale, requirements."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from samenspel.mobility.models import FlowSet, Run
from samenspel.mobility.queries.presets import Preset, preset_of, presets
from samenspel.mobility.queries.runs import what_is_asked
from samenspel.mobility.requests import RunRequest, key_of


@dataclass(frozen=True)
class Question:
    """Which flows, and which regions of them; ``scale`` is the key of the preset it starts from."""

    flow_set: FlowSet
    scale: str
    request: RunRequest

    @property
    def preset(self) -> Preset:
        """The preset it starts from."""
        return preset_of(self.scale) or presets()[0]

    @property
    def is_preset(self) -> bool:
        """Whether the requirements are those of the preset and nothing else is asked."""
        return self.request == self.preset.request

    @property
    def quick(self) -> Question:
        """The same without what takes long."""
        return replace(self, request=replace(self.request, improved=False, stability=False))

    @property
    def of_doubts(self) -> Question:
        """What tells how sure these regions are: of the delineation itself, before any repair."""
        plain = replace(self.request, contiguous=False, improved=False, levels=False)
        return replace(self, request=replace(plain, stability=True))

    @property
    def query(self) -> str:
        """As in the address of a page: what differs from the scale is written out."""
        p, usual = self.request.parameters, self.preset.request.parameters
        said = [("jaar", str(self.flow_set.year)), ("schaal", self.scale)]
        said += [
            (name, text)
            for name, text, differs in (
                ("minimum", f"{p.min_size:.0f}", p.min_size != usual.min_size),
                ("doel", f"{p.target_size:.0f}", p.target_size != usual.target_size),
                (
                    "aandeel",
                    _percentage(p.min_self_containment),
                    p.min_self_containment != usual.min_self_containment,
                ),
                (
                    "doelaandeel",
                    _percentage(p.target_self_containment),
                    p.target_self_containment != usual.target_self_containment,
                ),
                ("variant", self.request.variant, self.request.variant != "documented"),
                ("aaneengesloten", "1", self.request.contiguous),
                ("verbeter", "1", self.request.improved),
            )
            if differs
        ]
        return f"?{urlencode(said)}"

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The same as fields of a form."""
        return parse_qsl(self.query[1:])


def question_of(run: Run) -> Question | None:
    """The question that a run answers; None where its flows are gone."""
    if run.flow_set is None:
        return None
    request = RunRequest.from_json(run.request)
    asked = replace(request, stability=False, levels=False)
    alike = [p.key for p in presets() if p.request.parameters == request.parameters]
    return Question(run.flow_set, alike[0] if alike else presets()[0].key, asked)


def stored_run(question: Question) -> Run | None:
    """The run of a question, if anybody asked it before. Up to three queries."""
    key = key_of(what_is_asked(question.flow_set, question.request))
    return Run.objects.filter(key=key).first()


def _percentage(share: float) -> str:
    return f"{share * 100:.2f}".rstrip("0").rstrip(".")
