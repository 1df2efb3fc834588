"""History is only ever added to; and the index of search follows the versions again.

On SQLite the new column of the versions (migration 0003) made Django rebuild their table, which
drops its triggers: those of the full-text index (migration 0002) are made again here.
"""

from importlib import import_module

from django.db import migrations

from samenspel.accounts.append_only import forbid_changes

search = import_module("samenspel.register.migrations.0002_search")
SEARCH_TRIGGERS = ("register_search_insert", "register_search_delete", "register_search_update")


def renew_search_triggers(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    for trigger in SEARCH_TRIGGERS:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {trigger}")
    for statement in search.SQLITE[1:]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("register", "0003_stewardship")]
    operations = [
        migrations.RunPython(renew_search_triggers, migrations.RunPython.noop),
        forbid_changes("register_changeset", "register_change"),
    ]
