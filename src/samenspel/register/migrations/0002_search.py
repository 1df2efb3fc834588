# SPDX-License-Identifier: EUPL-1.2
"""Full-text index over the analysed words of versions, in the way of each database.

SQLite: an FTS5 table over the column, kept in step by triggers (so it takes part in every
transaction). PostgreSQL: a GIN index on the 'simple' tsvector of the column. Both see the same
words, because the analysis is done in Python (analysis.dutch_text).
"""

from django.db import migrations

SQLITE = (
    """CREATE VIRTUAL TABLE register_search USING fts5(
        search_text, content='register_arrangementversion', content_rowid='id',
        tokenize='ascii'
    )""",
    """CREATE TRIGGER register_search_insert AFTER INSERT ON register_arrangementversion BEGIN
        INSERT INTO register_search(rowid, search_text) VALUES (new.id, new.search_text);
    END""",
    """CREATE TRIGGER register_search_delete AFTER DELETE ON register_arrangementversion BEGIN
        INSERT INTO register_search(register_search, rowid, search_text)
        VALUES ('delete', old.id, old.search_text);
    END""",
    """CREATE TRIGGER register_search_update AFTER UPDATE OF search_text
    ON register_arrangementversion BEGIN
        INSERT INTO register_search(register_search, rowid, search_text)
        VALUES ('delete', old.id, old.search_text);
        INSERT INTO register_search(rowid, search_text) VALUES (new.id, new.search_text);
    END""",
)
SQLITE_BACK = (
    "DROP TRIGGER register_search_insert",
    "DROP TRIGGER register_search_delete",
    "DROP TRIGGER register_search_update",
    "DROP TABLE register_search",
)
POSTGRESQL = (
    """CREATE INDEX register_search ON register_arrangementversion
    USING gin (to_tsvector('simple', search_text))""",
)
POSTGRESQL_BACK = ("DROP INDEX register_search",)


def _run(schema_editor, by_vendor):
    for statement in by_vendor[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def forwards(apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def backwards(apps, schema_editor):
    _run(schema_editor, {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK})


class Migration(migrations.Migration):
    dependencies = [("register", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
