# SPDX-License-Identifier: EUPL-1.2
"""Analysing texts for search in a process beside, on the second core.

The analysis (a dictionary, then thousands of words) takes as long as the rest of a load; beside it,
the load need not wait. :func:`main` is what that process runs: it reads a JSON list of texts,
writes the words of each, and ends when its parent does.
"""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self

from samenspel.analysis.dutch_text import index_terms


class WordsBeside:
    """The process beside; what it cannot give is analysed here."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-c", f"from {__name__} import main; main()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        # Waits for the answer, so that neither process waits for the other's pipe.
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._answer: Future[dict[str, str]] | None = None

    def start(self, texts: list[str]) -> None:
        """Hand the texts over; returns at once."""
        self._answer = self._thread.submit(self._ask, texts)

    def _ask(self, texts: list[str]) -> dict[str, str]:
        output, _ = self._process.communicate(json.dumps(texts).encode())
        return dict(zip(texts, json.loads(output), strict=True)) if output else {}

    def of(self, text: str) -> str:
        """The words of a text, when it was handed over as it was analysed beside."""
        known = self._answer.result() if self._answer else {}
        return known[text] if text in known else index_terms(text)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._thread.shutdown()
        self._process.wait()


def main() -> None:
    """Read texts, write their words."""
    index_terms("gemeenteraad")  # the dictionary is read while the parent reads its package
    texts = json.load(sys.stdin)
    json.dump([index_terms(text) for text in texts], sys.stdout)
