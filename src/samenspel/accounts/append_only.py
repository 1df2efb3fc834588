# SPDX-License-Identifier: EUPL-1.2
"""Tables to which rows are only ever added: the database itself refuses to change or remove one.

Used in migrations::

    operations = [forbid_changes("accounts_event")]

SQLite drops the triggers of a table when a migration rebuilds it (most ``AlterField``): such a
migration calls :func:`forbid_changes` again at its end. ``tests/accounts/test_append_only.py``
finds the one that forgot.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import migrations, models


class AddedOnly(models.Model):
    """A row that is added and then never changes; a trigger in the database says so too."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add it; an existing one never changes."""
        if not self._state.adding:
            raise TypeError("this row is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse: it is never removed."""
        raise TypeError("this row is never removed")


SQLITE = (
    "DROP TRIGGER IF EXISTS {table}_no_update",
    "DROP TRIGGER IF EXISTS {table}_no_delete",
    """CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN
        SELECT RAISE(ABORT, 'rows of {table} are only ever added');
    END""",
    """CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN
        SELECT RAISE(ABORT, 'rows of {table} are only ever added');
    END""",
)
SQLITE_BACK = SQLITE[:2]
# One function for all tables; 23001 is restrict_violation, an IntegrityError in Django.
POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION samenspel_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME USING ERRCODE = '23001';
    END $$""",
    "DROP TRIGGER IF EXISTS {table}_only_added ON {table}",
    "DROP TRIGGER IF EXISTS {table}_not_emptied ON {table}",
    """CREATE TRIGGER {table}_only_added BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION samenspel_only_added()""",
    """CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION samenspel_only_added()""",
)
POSTGRESQL_BACK = POSTGRESQL[1:3]
FORWARDS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
BACKWARDS = {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}


def forbid_changes(*tables: str) -> migrations.RunPython:
    """The operation of a migration that makes the tables append-only.

    Afterwards an UPDATE, DELETE or TRUNCATE of one of the tables raises
    ``django.db.IntegrityError`` on SQLite and PostgreSQL alike.
    """

    def run(schema_editor: Any, by_vendor: Mapping[str, tuple[str, ...]]) -> None:
        for table in tables:
            for statement in by_vendor[schema_editor.connection.vendor]:
                # Without parameters the driver does not read the "%" as a placeholder.
                schema_editor.execute(statement.format(table=table), params=None)

    def forwards(_apps: Any, schema_editor: Any) -> None:
        run(schema_editor, FORWARDS)

    def backwards(_apps: Any, schema_editor: Any) -> None:
        run(schema_editor, BACKWARDS)

    return migrations.RunPython(forwards, backwards, elidable=False)
