# SPDX-License-Identifier: EUPL-1.2
from django.db import migrations

from samenspel.accounts.append_only import forbid_changes


class Migration(migrations.Migration):
    dependencies = [("dialogue", "0001_initial")]

    operations = [
        forbid_changes(
            "dialogue_addresseestep",
            "dialogue_adoption",
            "dialogue_balance",
            "dialogue_balancepart",
            "dialogue_chainrecord",
            "dialogue_commitmentstep",
            "dialogue_decision",
            "dialogue_dialoguereminder",
            "dialogue_evaluation",
            "dialogue_mandate",
            "dialogue_memo",
            "dialogue_opinionpoint",
            "dialogue_opinionversion",
            "dialogue_ownterm",
            "dialogue_sending",
            "dialogue_vote",
        )
    ]
