# SPDX-License-Identifier: EUPL-1.2
from django.db import migrations

from samenspel.accounts.append_only import forbid_changes


class Migration(migrations.Migration):
    dependencies = [("citylinks", "0001_initial")]

    operations = [forbid_changes("citylinks_groupvote", "citylinks_partydecision")]
