"""Properties that the types hold by themselves: what can reach the scorer, and what cannot."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import TypeVar

from carbon.intake.rulefile import TIE_RULES
from carbon.intake.tender_records import Judgement
from carbon.matching.records import Decision, Wanted
from carbon.tender import models, pack
from carbon.tender.law import trials
from carbon.tender.law.trials import Ground
from carbon.tender.law.verdicts import CounterExample
from carbon.tender.models import Totals

_ABOUT_SUPPLIERS = {"supplier", "orgnr", "seat", "size", "language", "county", "country", "place"}
_LOGGED = {"who", "when", "why", "where"}
V = TypeVar("V")


class Recording(Mapping[str, V]):
    """A mapping that remembers what was asked of it; a class because the memory grows."""

    def __init__(self, of: Mapping[str, V]) -> None:
        self._of = of
        self.asked: set[str] = set()

    def __getitem__(self, key: str) -> V:
        self.asked.add(key)
        return self._of[key]

    def __contains__(self, key: object) -> bool:
        return key in self._of  # to ask whether an older edition has a value is not to read one

    def __iter__(self) -> Iterator[str]:
        return iter(self._of)

    def __len__(self) -> int:
        return len(self._of)


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureLaws:
    """The laws that are read off the types and the pack of one tender."""

    ground: Ground

    def supplier_blind(self) -> CounterExample | None:
        """EQ-01: matcher and formula have no field for a supplier."""
        for kind in (Wanted, Totals):
            leaks = {field.name for field in fields(kind)} & _ABOUT_SUPPLIERS
            if leaks:
                return CounterExample(key="type", values={"found": ", ".join(sorted(leaks))})
        return None

    def own_data_only(self) -> CounterExample | None:
        """EQ-10 and EQ-23: the formula and the ceiling take one offer's totals and the rule."""
        for function in (models.value, models.above_ceiling):
            if list(inspect.signature(function).parameters) != ["totals", "rule", "lot"]:
                return CounterExample(key="type", values={"found": function.__name__})
        return None

    def nothing_unpublished(self) -> CounterExample | None:
        """EQ-14: what scoring reads is in the library edition or among the hashed files."""
        library = self.ground.library
        factors, assumptions = Recording(library.factors), Recording(library.assumptions)
        seen = replace(library, factors=factors, assumptions=assumptions)
        ground = replace(self.ground, library=seen)
        prices = [Decimal(25)] * len(ground.lines)
        ground.run({"A": trials.bids(ground, prices, ("Skara", "SE"))})
        unknown = {id_ for id_ in factors.asked if id_ not in library.factors}
        unknown |= {id_ for id_ in assumptions.asked if id_ not in library.assumptions}
        read_from = pack.digest(self.ground.tender, library)
        if unknown or not read_from:
            found = ", ".join(sorted(unknown))
            return CounterExample(key="unpublished", values={"found": found})
        return None

    def neutral_ties(self) -> CounterExample | None:
        """EQ-25: the tie rule is one of those that look at price, footprint or a drawn lot."""
        rule = self.ground.tender.evaluation.tie_rule
        return None if rule in TIE_RULES else CounterExample(key="type", values={"found": rule})

    def corrections_logged(self) -> CounterExample | None:
        """EQ-29: no decision or judgement without who, when, why and where."""
        for kind in (Decision, Judgement):
            lacking = _LOGGED - {field.name for field in fields(kind)}
            if lacking:
                return CounterExample(key="type", values={"found": ", ".join(sorted(lacking))})
        return None
