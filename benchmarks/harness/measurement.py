"""What a measurement is, what it gives, and when it holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a figure stands to its aim."""

    HOLDS = "holds"
    SHORT = "**short**"
    BUSY = "**short** on the clock, within it in processor time"  # others took the machine
    NONE = "–"  # no aim, or not the size that the aim speaks of


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What a measurement should reach: a ratio to the yardstick, seconds, MiB, or an outcome."""

    ratio: float | None = None
    seconds: float | None = None
    mib: float | None = None
    outcome: str | None = None  # in words, judged by the measurement itself: Measured.holds

    def __str__(self) -> str:
        told = [] if self.ratio is None else [f"≤ {self.ratio:g} ×"]
        told += [] if self.seconds is None else [f"≤ {self.seconds:g} s"]
        told += [] if self.mib is None else [f"≤ {self.mib:g} MiB"]
        told += [] if self.outcome is None else [self.outcome]
        return ", ".join(told) or "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one measurement gave at one size; None is what it does not have."""

    time_s: float  # on the clock
    cpu_s: float | None = None  # of all processes that took part
    peak_mib: float | None = None  # of the largest process that took part, its data included
    yardstick_time_s: float | None = None
    yardstick_cpu_s: float | None = None
    yardstick_mib: float | None = None  # its peak
    holds: bool | None = None  # of an outcome that is more than a time
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Return ours over the yardstick, on the clock."""
        return _over(self.time_s, self.yardstick_time_s)

    @property
    def cpu_ratio(self) -> float | None:
        """Return ours over the yardstick in processor time, which neighbours lengthen less."""
        return _over(self.cpu_s, self.yardstick_cpu_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """A path through the program, what it is held against, and how to measure it at a size.

    `measure(size, rounds)` runs ours and the yardstick in turn so many rounds and returns medians.
    The aim is that of the size `aim_at`; without one, of every size.
    """

    id: str
    what: str
    unit: str  # what the sizes count
    yardstick: str  # in words; empty where there is none
    aim: Aim
    sizes: tuple[int, ...]  # 1, 10 and 100 times the first, as far as that makes sense
    measure: Callable[[int, int], Measured]
    aim_at: int | None = None

    def verdict(self, size: int, found: Measured) -> Verdict:
        """Return whether what was found at a size is within the aim."""
        if self.aim_at not in (None, size):
            return Verdict.NONE
        kept = self._kept(found, found.ratio, found.time_s)
        if not kept:
            return Verdict.NONE
        if all(kept):
            return Verdict.HOLDS
        busy = found.cpu_s is not None and all(self._kept(found, found.cpu_ratio, found.cpu_s))
        return Verdict.BUSY if busy else Verdict.SHORT

    def _kept(self, found: Measured, ratio: float | None, time_s: float) -> list[bool]:
        """Return for each part of the aim whether it is kept, with this ratio and time."""
        limits = [
            (self.aim.ratio, ratio),
            (self.aim.seconds, time_s),
            (self.aim.mib, found.peak_mib),
        ]
        kept = [
            value <= limit for limit, value in limits if limit is not None and value is not None
        ]
        return kept + ([] if found.holds is None else [found.holds])


def _over(ours: float | None, yardstick: float | None) -> float | None:
    return ours / yardstick if ours is not None and yardstick else None
