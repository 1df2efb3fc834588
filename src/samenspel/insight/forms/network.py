# SPDX-License-Identifier: EUPL-1.2
"""What the address of the network pages asks, checked; mistakes are told beside their field."""

from __future__ import annotations

from collections import Counter

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samenspel.analysis.name_search import dutch_sort_key
from samenspel.insight.queries.network.cooperation import NOT_STATED, Chosen, subjects_of
from samenspel.insight.queries.network.measures import MEASURES, SHARED
from samenspel.insight.queries.network.question import EACH, Question
from samenspel.register import labels
from samenspel.register.queries.facts import CountryFacts

MOST_LINES = 10
LARGEST_BODY = 1_000
LONGEST_VALUE = 100
_NO_CHOICE = {"invalid_choice": gettext_lazy("This is not one of the choices.")}


def _whole_number(low: int, high: int) -> dict[str, str]:
    wrong = _("Write a whole number from %(low)d to %(high)d.") % {"low": low, "high": high}
    return {"invalid": wrong, "min_value": wrong, "max_value": wrong}


class NetworkForm(forms.Form):
    """Which arrangements count, how much is measured, and how many lines are drawn."""

    onderwerp = forms.ChoiceField(
        label=gettext_lazy("Subject"), required=False, error_messages=_NO_CHOICE
    )
    vorm = forms.ChoiceField(
        label=gettext_lazy("Legal form"), required=False, error_messages=_NO_CHOICE
    )
    maat = forms.ChoiceField(
        label=gettext_lazy("What we count"),
        required=False,
        choices=[(measure.key, measure.label) for measure in MEASURES.values()],
        error_messages=_NO_CHOICE,
    )
    maximaal = forms.IntegerField(
        label=gettext_lazy("Leave out arrangements with more municipalities than"),
        required=False,
        min_value=2,
        max_value=LARGEST_BODY,
        help_text=gettext_lazy("Empty leaves none out."),
    )
    lijnen = forms.IntegerField(
        label=gettext_lazy("Lines of each municipality on the map"),
        required=False,
        min_value=1,
        max_value=MOST_LINES,
        help_text=gettext_lazy("Only to those that it shares most with; 2 if you leave it empty."),
    )
    vanaf = forms.IntegerField(
        label=gettext_lazy("Only lines from so many shared arrangements"),
        required=False,
        min_value=1,
        max_value=LARGEST_BODY,
        help_text=gettext_lazy("1 if you leave it empty."),
    )

    def __init__(self, data: QueryDict, facts: CountryFacts) -> None:
        super().__init__({key: value[:LONGEST_VALUE] for key, value in data.items()})
        subjects = Counter(key for a in facts.arrangements for key in subjects_of(a))
        forms_of = Counter(arrangement.legal_form for arrangement in facts.arrangements)
        number = len(facts.arrangements)
        self._choose("onderwerp", _("All subjects (%(number)d)") % {"number": number}, subjects)
        self._choose("vorm", _("All forms (%(number)d)") % {"number": number}, forms_of)
        for name, low, high in (
            ("maximaal", 2, LARGEST_BODY),
            ("lijnen", 1, MOST_LINES),
            ("vanaf", 1, LARGEST_BODY),
        ):
            self.fields[name].error_messages.update(_whole_number(low, high))

    def _choose(self, name: str, everything: str, numbers: Counter[str]) -> None:
        label = labels.domain if name == "onderwerp" else labels.legal_form
        found = [
            (key, _("not stated") if key == NOT_STATED else label(key), number)
            for key, number in numbers.items()
            if key
        ]
        found.sort(key=lambda choice: (choice[0] == NOT_STATED, dutch_sort_key(choice[1])))
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - made so above
        field.choices = [
            ("", everything),
            *((key, f"{text[:1].upper()}{text[1:]} ({number})") for key, text, number in found),
        ]

    @property
    def is_advanced(self) -> bool:
        """Whether a field that is folded away says something."""
        return any(self.data.get(name) for name in ("maximaal", "lijnen", "vanaf"))

    def question(self, area: str) -> Question:
        """What is asked; a field with a mistake counts as empty."""
        self.is_valid()
        asked = self.cleaned_data
        return Question(
            chosen=Chosen(
                asked.get("onderwerp") or "", asked.get("vorm") or "", asked.get("maximaal")
            ),
            measure=MEASURES[asked.get("maat") or SHARED.key],
            each=asked.get("lijnen") or EACH,
            least=asked.get("vanaf") or 1,
            area=area,
        )
