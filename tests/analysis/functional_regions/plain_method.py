# SPDX-License-Identifier: EUPL-1.2
"""The method written down as plainly as it is described: everything is added up anew each time.

Slow, without any bookkeeping, and written apart from the product: what the tests of the product
hold it against. Flows are ``{(origin, destination): number}``, zones are numbers or texts.
"""

from __future__ import annotations

from itertools import product

Flows = dict[tuple[int, int], int]


class Plain:
    """One run; ``region`` and ``before`` by zone, ``events`` as (type, pass, cluster, zone)."""

    def __init__(
        self, flows: Flows, parameters: tuple[float, float, float, float], *, stale: bool
    ) -> None:
        self.smallest, self.least, self.target, self.aimed = parameters
        self.flows = {pair: f for pair, f in flows.items() if f}
        zones = {zone for pair in self.flows for zone in pair}
        while True:
            alone = {
                z
                for z in zones
                if not self.leaving([z])
                or not self.arriving([z])
                or self.within([z]) == self.leaving([z]) == self.arriving([z])
            }
            if not alone:
                break
            zones -= alone
            self.flows = {p: f for p, f in self.flows.items() if not alone & set(p)}
        self.zones = sorted(zones)
        self.cluster = {z: i for i, z in enumerate(self.zones, start=1)}
        self.events: list[tuple[str, int, int, int]] = []
        self.passes = 0
        self.stale = 0
        while self.one_pass(stale=stale):
            self.passes += 1
            assert self.passes < 10_000
        self.before = dict(self.cluster)
        waiting = sorted((z for z in self.zones if not self.cluster[z]), reverse=True)
        while waiting:
            placed = []
            for z in waiting:
                if best := self.receiver(z):
                    self.cluster[z] = best
                    placed.append(z)
            if not placed:
                break
            waiting = [z for z in waiting if z not in placed]
        self.region = dict(self.cluster)

    def leaving(self, zones) -> int:
        return sum(f for (a, _), f in self.flows.items() if a in zones)

    def arriving(self, zones) -> int:
        return sum(f for (_, b), f in self.flows.items() if b in zones)

    def within(self, zones) -> int:
        return sum(f for (a, b), f in self.flows.items() if a in zones and b in zones)

    def formula(self, residents: int, jobs: int, inside: int) -> float:
        sc = min(inside / residents, inside / jobs)
        y = min(sc / self.aimed, 1)
        d = max((self.target - residents) / (self.target - self.smallest), 0)
        v = y * (1 - (1 - self.least / self.aimed) * d) * (self.aimed / self.least)
        return 1 if sc == 1 else v

    def validity(self, zones) -> float:
        return self.formula(self.leaving(zones), self.arriving(zones), self.within(zones))

    def of(self, cluster: int) -> list[int]:
        return [z for z in self.zones if self.cluster[z] == cluster]

    def pieces(self, cluster: int) -> list[float]:
        zones = self.of(cluster)
        inner = [f for (a, b), f in self.flows.items() if a in zones and b in zones] or [0]
        return [
            self.formula(self.leaving([z]), self.arriving([z]), f) for z, f in product(zones, inner)
        ]

    def one_pass(self, *, stale: bool) -> bool:
        now = {}
        for k in sorted({k for k in self.cluster.values() if k}):
            now[k] = min(self.pieces(k)) if k == self.stale else self.validity(self.of(k))
        if not now or min(now.values()) >= 1:
            return False
        k = min(now, key=lambda k: (now[k], k))
        zones = self.of(k)
        if len(zones) == 1:
            self.cluster[zones[0]] = 0
            self.offer(zones[0], k, "A", "B")
            self.stale = 0
            return True
        z = max(
            zones,
            key=lambda z: (
                sum(f for (a, b), f in self.flows.items() if b == z and a not in zones)
                + sum(f for (a, b), f in self.flows.items() if a == z and b != z),
                [-other for other in self.zones if other == z],
            ),
        )
        self.cluster[z] = 0
        found = self.offer(z, k, "C", "D", without=k)
        if not found:
            left = self.of(k)
            for other in left:
                self.cluster[other] = 0
            while left:
                other = min(left, key=lambda z: (self.validity([z]), -z))
                left.remove(other)
                self.offer(other, k, "E", "F")
        self.stale = k if stale and found and len(self.of(k)) > 1 else 0
        return True

    def offer(self, z: int, k: int, refused: str, alone: str, without: int = 0) -> bool:
        best = self.receiver(z, without)
        if best:
            members = self.of(best)
            least = max(self.pieces(best)) if best == self.stale else self.validity(members)
            if self.validity([*members, z]) >= least:
                self.cluster[z] = best
                return True
        self.events.append((refused if best else alone, self.passes + 1, k, z))
        return bool(best)

    def receiver(self, z: int, without: int = 0) -> int:
        links = []
        for k in sorted({k for k in self.cluster.values() if k and k != without}):
            members = self.of(k)
            into = sum(self.flows.get((a, z), 0) for a in members)
            out = sum(self.flows.get((z, b), 0) for b in members)
            if into or out:
                link = into / self.leaving(members) * into / self.arriving([z])
                link += out / self.leaving([z]) * out / self.arriving(members)
                links.append((link, into == 0, k))
        return max(links)[2] if links else 0
