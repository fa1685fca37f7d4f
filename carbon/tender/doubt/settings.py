"""What factors/law/doubt.yaml says of how uncertainty is drawn and shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from carbon.tender.law import data

FILE = "doubt.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Number of draws, what unknown producers have in common, and how much is shown."""

    draws: int
    drawn_apart: int  # terms of an offer's own that get a draw each
    correlation: float  # of unknown producers, 0-1
    correlations: tuple[float, ...]  # shown beside it
    low: float  # plausible range, as probabilities
    high: float
    between: Mapping[str, str]  # domain of a factor id -> commodity or whole
    families: Mapping[str, tuple[str, ...]]  # name -> domains of factor ids
    pairs_among: int
    drivers: int
    questions: int


@cache
def load() -> Settings:
    """Return the settings. Raises LibraryError when the file cannot be read."""
    content = data.table(FILE)
    correlation, shown = content["correlation"], content["shown"]
    return Settings(
        draws=int(content["draws"]["value"]),
        drawn_apart=int(content["drawn_apart"]["value"]),
        correlation=float(correlation["value"]),
        correlations=tuple(float(one) for one in correlation["shown"]),
        low=float(content["plausible"]["low"]),
        high=float(content["plausible"]["high"]),
        between={name: str(one["how"]) for name, one in content["between_suppliers"].items()},
        families={
            name: tuple(one["domains"])
            for name, one in content["families"].items()
            if name != "reason"
        },
        pairs_among=int(shown["pairs_among"]),
        drivers=int(shown["drivers"]),
        questions=int(shown["questions"]),
    )
