# SPDX-License-Identifier: EUPL-1.2
"""The database itself refuses to change or remove a line of the log."""

from django.db import migrations

from samenspel.accounts.append_only import forbid_changes


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_verified_addresses")]
    operations = [forbid_changes("accounts_event")]
