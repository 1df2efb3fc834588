# SPDX-License-Identifier: EUPL-1.2
"""The tables of flows and runs, to read in the administration."""

from samenspel.accounts.admin import register
from samenspel.mobility import models

register(models.FlowSet, models.Flow, models.Run)
