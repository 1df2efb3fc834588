# SPDX-License-Identifier: EUPL-1.2
"""Feed spoilt copies of the publishers' files to every converter, and see that none breaks.

    python tools/fuzz_sources.py [--copies 10000] [--seed 1] [--source NAME] [--data FOLDER]
    python tools/fuzz_sources.py --replay 1/opengr/opengr_provincies.csv/42

A converter may refuse a file in words (SourceError, PackageError, OSError). Anything else is a
failure: another exception, numbers that do not add up, a package that cannot be read back, more
time or memory than such a small file may take. Each failure is printed with what replays it, and
kept in var/fuzz-failures.txt.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection, wait
from pathlib import Path
from random import Random

from fuzz_samples import Sample, samples
from mutations import mutated

from samenspel.datapackage import PackageError, read_package
from samenspel.datapackage.sources import (
    CONVERTERS,
    KnownPlaces,
    SourceError,
    places_of,
    write_conversion,
)

ROOT = Path(__file__).resolve().parent.parent

TIME_LIMIT_S = 20.0
MEMORY_LIMIT = 4 * 1024**3
READ_BACK_EVERY = 5
FAILURES = ROOT / "var" / "fuzz-failures.txt"

Outcome = tuple[str, str]
"""What came of a copy: the key that replays it, and "converted", "refused" or the failure."""


@dataclass(frozen=True)
class Task:
    """Copies of one sample: their numbers."""

    sample: int
    numbers: range


def main() -> None:
    """Run the command line."""
    options = _options()
    sys.path.append(str(ROOT))  # the tests write the export of the register
    if not any(not options.source or s.source in options.source for s in _samples(options.data)):
        sys.stderr.write(f"There are no files of publishers in {options.data}/raw: nothing done.\n")
        return
    if options.replay:
        _replay(options.data, options.replay)
        return
    sys.exit(1 if _run(options) else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Feed spoilt files to every converter.")
    parser.add_argument("--copies", type=int, default=10_000, help="for each source")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--source", action="append", help="only this one; may be given again")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--replay", metavar="KEY")
    stated = os.environ.get("SAMENSPEL_NATIONAL_DATA")
    beside = Path(stated) if stated else ROOT.parent / "shared" / "data"
    parser.add_argument("--data", type=Path, default=beside)
    return parser.parse_args()


@cache
def _samples(data: Path) -> list[Sample]:
    return list(samples(data))


def _run(options: argparse.Namespace) -> int:
    """Do all copies; the number of failures."""
    everything = _samples(options.data)
    sources = sorted(
        {s.source for s in everything if not options.source or s.source in options.source}
    )
    failures: list[Outcome] = []
    for source in sources:
        chosen = [number for number, sample in enumerate(everything) if sample.source == source]
        each = -(-options.copies // len(chosen))
        tasks = [Task(number, range(each)) for number in chosen]
        started = time.perf_counter()
        counts: Counter[str] = Counter()
        for key, what in _outcomes(tasks, options):
            counts[what if what in {"converted", "refused"} else "failed"] += 1
            if what not in {"converted", "refused"}:
                failures.append((key, what))
                sys.stdout.write(f"  {key}: {what}\n")
                sys.stdout.flush()
        done, took = counts.total(), time.perf_counter() - started
        sys.stdout.write(
            f"{source}: {done} copies, {counts['converted']} converted, {counts['refused']} "
            f"refused, {counts['failed']} failed; {done / took:.0f} copies per second\n"
        )
        sys.stdout.flush()
    if failures:
        FAILURES.parent.mkdir(exist_ok=True)
        FAILURES.write_text("".join(f"{key}\t{what}\n" for key, what in failures))
        sys.stdout.write(f"{len(failures)} failures, kept in {FAILURES}. Replay one with\n")
        sys.stdout.write(f"  python tools/fuzz_sources.py --replay {failures[0][0]}\n")
    return len(failures)


def _outcomes(tasks: Iterable[Task], options: argparse.Namespace) -> Iterator[Outcome]:
    """What came of each copy, from processes of their own that are ended when they hang."""
    waiting = [
        Task(task.sample, task.numbers[start :: options.jobs])
        for task in tasks
        for start in range(options.jobs)
    ]
    running: dict[Connection, _Worker] = {}
    try:
        while waiting or running:
            while waiting and len(running) < options.jobs:
                worker = _Worker(waiting.pop(), options)
                running[worker.receiver] = worker
            ready = wait(list(running), timeout=1.0)
            for receiver, worker in list(running.items()):
                yield from worker.told(receiver in ready)
                if worker.ended:
                    del running[receiver]
                    waiting += worker.rest()
    finally:
        for worker in running.values():
            worker.end()


class _Worker:
    """A process that does one task, and what it has told so far."""

    def __init__(self, task: Task, options: argparse.Namespace) -> None:
        context = multiprocessing.get_context("spawn")  # polars does not survive a fork
        self.receiver, sender = context.Pipe(duplex=False)
        self._task = task
        self._key = f"{options.seed}/{_title(options.data, task.sample)}"
        self._done = 0
        self._heard = time.monotonic()
        self._started = False
        self.ended = False
        arguments = (sender, options.data, task, options.seed)
        self._process = context.Process(target=_work, args=arguments, daemon=True)
        self._process.start()
        sender.close()

    def told(self, ready: bool) -> Iterator[Outcome]:
        """Outcomes that came; a failure when the process hangs or died."""
        try:
            while ready and self.receiver.poll():
                outcome = self.receiver.recv()
                self._heard, self._started = time.monotonic(), True
                if outcome is not None:
                    self._done += 1
                    yield outcome
        except EOFError:
            yield from self._lost("the process died")
            return
        # Starting takes a while: the data of places is read first.
        patience = TIME_LIMIT_S if self._started else 10 * TIME_LIMIT_S
        if time.monotonic() - self._heard > patience:
            yield from self._lost(f"more than {TIME_LIMIT_S:.0f} s")

    def _lost(self, what: str) -> Iterator[Outcome]:
        self.end()
        if self._done < len(self._task.numbers):
            number = self._task.numbers[self._done]
            self._done += 1
            yield f"{self._key}/{number}", what

    def rest(self) -> list[Task]:
        """What the process did not come to."""
        numbers = self._task.numbers[self._done :]
        return [Task(self._task.sample, numbers)] if numbers else []

    def end(self) -> None:
        """Stop the process."""
        self.ended = True
        self._process.kill()
        self._process.join()


def _title(data: Path, sample: int) -> str:
    found = _samples(data)[sample]
    return f"{found.source}/{found.name}"


def _work(sender: Connection, data: Path, task: Task, seed: str) -> None:
    """Do a task in a process of its own."""
    os.environ["POLARS_MAX_THREADS"] = "1"
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    sample = _samples(data)[task.sample]
    _places(data, sample.source)
    sender.send(None)
    with tempfile.TemporaryDirectory() as folder:
        for number in task.numbers:
            sender.send(
                _try_copy(data, sample, f"{seed}/{sample.source}/{sample.name}/{number}", folder)
            )


def _try_copy(data: Path, sample: Sample, key: str, folder: str) -> Outcome:
    try:
        return key, _convert(data, sample, key, Path(folder))
    except Exception as error:  # noqa: BLE001 -- finding any exception is what this is for
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        return key, f"{type(error).__name__} at {where}: {str(error)[:200]}"


def _convert(data: Path, sample: Sample, key: str, folder: Path) -> str:
    """Make the copy of a key and convert it; the outcome in a word or in words."""
    chance = Random(key)  # noqa: S311 -- to be repeated, not to be secret
    for name, content in sample.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(mutated(content, chance) if name == sample.spoilt else content)
    try:
        conversion = CONVERTERS[sample.source].convert(
            folder / sample.entry, places=_places(data, sample.source)
        )
    except (SourceError, PackageError, OSError):
        return "refused"
    if not conversion.balances:
        return (
            f"numbers do not add up: {conversion.records_in} in, {conversion.records_out} out, "
            f"{conversion.causes()}"[:300]
        )
    if chance.random() < 1 / READ_BACK_EVERY:
        write_conversion(conversion, folder / "out")
        if read_package(folder / "out") != conversion.package:
            return "the package is another when it is read back"
        for file in (folder / "out").iterdir():
            file.unlink()
    return "converted"


@cache
def _places(data: Path, source: str) -> KnownPlaces:
    return places_of(read_package(data / ("nl-2026" if source == "roo" else "nl-2016")))


def _replay(data: Path, key: str) -> None:
    """Do one copy here, with the whole traceback, and keep the spoilt file."""
    _, source, name, _ = key.split("/")
    sample = next(s for s in _samples(data) if (s.source, s.name) == (source, name))
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    sys.stderr.write(f"The copy is in {folder}.\n")
    sys.stdout.write(f"{_convert(data, sample, key, folder)}\n")


if __name__ == "__main__":
    main()
