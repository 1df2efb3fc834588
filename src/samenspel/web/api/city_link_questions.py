# SPDX-License-Identifier: EUPL-1.2
"""What may be asked of partners, for the description of the API.

The parameters are those in the address of the page, and its form checks them: what the page answers
to, the API answers to, also a field that was left empty.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from ninja.errors import ValidationError

from samenspel.citylinks.forms import finder as form
from samenspel.citylinks.views.partners import Asked


def _parameter(name: str, description: str, **schema: Any) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "allowEmptyValue": True,
        "description": description,
        "schema": {"title": name.capitalize(), **schema},
    }


def _number(name: str, description: str, low: int, high: int) -> dict[str, Any]:
    return _parameter(name, description, type="integer", minimum=low, maximum=high)


def _choice(name: str, description: str, *values: str) -> dict[str, Any]:
    return _parameter(name, description, type="string", enum=list(values))


def _weight(name: str, what: str, choices: tuple[tuple[str, Any], ...]) -> dict[str, Any]:
    numbers = [int(value) for value, _label in choices]
    return _parameter(name, what, type="integer", enum=numbers, default=int(form.USUAL))


QUESTIONS: list[dict[str, Any]] = [
    _parameter(
        "peildatum", "Datum waarover het gaat; zonder: vandaag", type="string", format="date"
    ),
    _parameter("bron", "Sleutel van een andere verzameling", type="string", maxLength=100),
    _number("minkm", "Minstens zo ver, in kilometers", 0, form.FARTHEST_KM),
    _number("maxkm", "Hoogstens zo ver, in kilometers", 0, form.FARTHEST_KM),
    _choice("provincie", "own: de eigen provincie, other: een andere", "own", "other"),
    _number("mininwoners", "Minstens zoveel inwoners", 0, form.MOST_PEOPLE),
    _number("maxinwoners", "Hoogstens zoveel inwoners", 0, form.MOST_PEOPLE),
    _choice("land", "Zonder: het eigen land", "nl", "be", "both"),
    _choice("los", "on: nog niet samen in een samenwerking", "on"),
    _number(
        "grens",
        "Bij los: samenwerkingen met meer gemeenten tellen niet; zonder: 50",
        2,
        form.LARGEST_ARRANGEMENT,
    ),
    _choice("fusie", "on: ook met wie zij samengaat of samen was", "on"),
    *(
        _weight(name, f"Gewicht van het thema {name}", form.THEME_CHOICES)
        for name in form.THEME_FIELDS.values()
    ),
    *(
        _weight(name, f"Hoe vaak {name} telt in de score", form.FACTOR_CHOICES)
        for name in form.FACTOR_FIELDS.values()
    ),
]
"""Parameters of partners and of a pair, as OpenAPI writes them."""


def require_possible(asked: Asked) -> None:
    """Go on only when the request asks what can be.

    Raises
    ------
    ValidationError
        It does not; with every parameter that is wrong.
    """
    wrong = [("peildatum", asked.date_field.error)] if asked.date_field.error else []
    if asked.form is not None:
        wrong += [
            ("wegingen" if name == NON_FIELD_ERRORS else name, str(error))
            for name, errors in asked.form.errors.items()
            for error in errors
        ]
    if wrong:
        raise ValidationError(
            [{"loc": ("query", name), "msg": text, "type": "value_error"} for name, text in wrong]
        )
