# SPDX-License-Identifier: EUPL-1.2
"""Costs of a few participants divided by what groups of them would pay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from samenspel.analysis.cost_sharing import CostGame, NoAgreementError, nucleolus, shapley
from samenspel.insight.queries.costs.bars import BarChart, Series, Value, beside
from samenspel.insight.queries.costs.notation import exact
from samenspel.register.open_data import Field, OpenTable


@dataclass(frozen=True)
class Player:
    """A participant: what it pays alone and by each of the two divisions, in euro.

    ``nucleolus`` is None where together is dearer than everybody alone.
    """

    letter: str
    name: str
    alone: Fraction
    shapley: Fraction
    nucleolus: Fraction | None


@dataclass(frozen=True)
class Objection:
    """A group that would be cheaper by itself, and how much, in euro."""

    names: str
    saves: Fraction


@dataclass(frozen=True)
class GameAnswer:
    """The two divisions and who would object to that of Shapley.

    ``saved`` is what all save together, below 0 where it costs more; ``in_core``: in the nucleolus
    no group is cheaper by itself.
    """

    players: tuple[Player, ...]
    total: Fraction
    saved: Fraction
    objections: tuple[Objection, ...]
    in_core: bool
    assumed: tuple[str, ...]


def game_answer(costs: Mapping[frozenset[str], Decimal], names: Mapping[str, str]) -> GameAnswer:
    """Divide the costs of all; ``names`` by letter.

    Raises
    ------
    CostSharingError
        Costs of somebody alone are missing.
    """
    game = CostGame.of({letters: Fraction(cost) for letters, cost in costs.items()})
    by_shapley = shapley(game)
    try:
        by_nucleolus = nucleolus(game)
    except NoAgreementError:
        by_nucleolus = {}
    alone = {letter: game.costs[game.number_of([letter])] for letter in game.players}
    advantages = game.advantages(by_shapley)
    objections = tuple(
        Objection(" + ".join(names[member] for member in group), -advantages[game.number_of(group)])
        for group in game.better_alone(by_shapley)
    )
    missing = [
        " + ".join(names[member] for member in game.members(number))
        for number in range(1, len(game.costs))
        if frozenset(game.members(number)) not in costs
    ]
    return GameAnswer(
        players=tuple(
            Player(p, names[p], alone[p], by_shapley[p], by_nucleolus.get(p)) for p in game.players
        ),
        total=game.total,
        saved=sum(alone.values(), Fraction(0)) - game.total,
        objections=objections,
        in_core=bool(by_nucleolus) and game.in_core(by_nucleolus),
        assumed=tuple(missing),
    )


def game_chart(found: GameAnswer) -> BarChart:
    """For each participant what it pays alone, and by each division."""
    kinds = [Series("shade-0", _("alone")), Series("shade-3", _("Shapley value"))]
    has_nucleolus = all(player.nucleolus is not None for player in found.players)
    if has_nucleolus:
        kinds.append(Series("shade-self", _("nucleolus")))
    rows = []
    for player in found.players:
        amounts = [player.alone, player.shapley]
        if player.nucleolus is not None:
            amounts.append(player.nucleolus)
        rows.append((player.name[:28], [_value(amount) for amount in amounts]))
    return beside(
        rows,
        key="game-chart",
        title=_("What each pays, in euro"),
        description=_(
            "For each participant its costs alone, and by each way to divide. The table has the "
            "same figures."
        ),
        series=kinds,
    )


def _value(amount: Fraction) -> Value:
    # A bar cannot show an amount that is received.
    return Value(max(amount, Fraction(0)), f"€ {exact(amount, 2)}")


def game_table(found: GameAnswer, on: date) -> OpenTable:
    """The two divisions as open data."""
    euro = _("euro")
    return OpenTable(
        name="kosten-verdelen",
        title=_("Sharing costs"),
        fields=(
            Field("participant", _("Participant")),
            Field("alone_eur", _("Alone"), unit=euro),
            Field("shapley_eur", _("Shapley value"), unit=euro),
            Field("nucleolus_eur", _("Nucleolus"), unit=euro),
        ),
        rows=[(p.name, p.alone, p.shapley, p.nucleolus) for p in found.players],
        on=on,
        sources=(_("the costs that were filled in"),),
        licences=(),
        methods=("shapley", "nucleolus"),
    )
