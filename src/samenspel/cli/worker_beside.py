# SPDX-License-Identifier: EUPL-1.2
"""A worker for long computations in a process of its own, beside the server."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time

PROGRAM = (sys.executable, "-c", "from samenspel.cli import main; main()")
# Seconds: how long a worker gets to stop, and how long to wait before one that died is replaced.
PATIENCE = 5.0
SHORTEST_WAIT, LONGEST_WAIT = 1.0, 60.0


class WorkerBeside:
    """A worker in a process of its own for as long as the server runs; one that dies is replaced.

    Use with ``with``, around running the server.
    """

    def __init__(self, command: tuple[str, ...] = (*PROGRAM, "work", "--beside-server")) -> None:
        self._command = command
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, daemon=True)
        self._owner = os.getpid()

    def __enter__(self) -> WorkerBeside:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        # Processes of the server, forked from this one, come by here as well.
        if os.getpid() == self._owner:
            self._stop()

    def _keep(self) -> None:
        wait = SHORTEST_WAIT
        while (process := self._start()) is not None:
            begun = time.monotonic()
            process.wait()
            lived = time.monotonic() - begun
            wait = SHORTEST_WAIT if lived > LONGEST_WAIT else min(2 * wait, LONGEST_WAIT)
            if self._stopping.wait(wait):
                return

    def _start(self) -> subprocess.Popen[bytes] | None:
        """A new worker; none when the server stops."""
        with self._lock:
            if self._stopping.is_set():
                return None
            # Its own session: Ctrl+C goes to the server, which stops it.
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                self._command, stdin=subprocess.PIPE, start_new_session=True
            )
            return self._process

    def _stop(self) -> None:
        with self._lock:
            self._stopping.set()
            process = self._process
        if process is not None:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            if process.stdin is not None:
                process.stdin.close()
        self._thread.join(PATIENCE)
