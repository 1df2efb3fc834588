# SPDX-License-Identifier: EUPL-1.2
"""The tables of the register, to read in the administration."""

from samenspel.accounts.admin import register
from samenspel.register import models

register(
    models.Collection,
    models.Arrangement,
    models.ArrangementVersion,
    models.VersionDomain,
    models.Participation,
    models.Contribution,
    models.Board,
    models.Seat,
    models.Body,
    models.ChangeSet,
    models.Change,
    models.HeldValue,
)
