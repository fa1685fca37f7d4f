"""Properties of the formula alone: what it may do with prices and footprints (lou.md section 6).

Tried on a `Method`, so that the published rule and the models that must fail are asked the same
questions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from carbon.tender.law import trials
from carbon.tender.law.methods import Method
from carbon.tender.law.searching import smallest
from carbon.tender.law.verdicts import CounterExample
from carbon.tender.models import Totals


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaLaws:
    """The laws of one method, as functions that return a counter-example or None."""

    method: Method

    def _find(self, count: int, broken: Callable[[Any], bool]) -> Any:
        own = trials.settings()["offers"]
        price = st.integers(min_value=0, max_value=int(own["highest_price_sek"]))
        kg = st.integers(min_value=0, max_value=int(own["highest_kg_co2e"]))
        one = st.builds(lambda p, e: Totals(price_sek=Decimal(p), kg_co2e=Decimal(e)), price, kg)
        return smallest(st.tuples(*(one for _ in range(count))), broken, int(own["examples"]))

    def _gap(self, own: Totals, rival: Totals) -> Fraction:
        found = self.method.values({"X": own, "R": rival})
        return found["X"] - found["R"]

    def lower_emission(self) -> CounterExample | None:
        """EQ-07: a lower footprint of one's own never worsens one's own place."""

        def broken(case: tuple[Totals, ...]) -> bool:
            own, other, rival = case
            low, high = sorted((own, other), key=lambda one: one.kg_co2e)
            low = Totals(price_sek=high.price_sek, kg_co2e=low.kg_co2e)
            return self._gap(low, rival) > self._gap(high, rival)

        case = self._find(3, broken)
        if case is None:
            return None
        kgs = sorted(one.kg_co2e for one in case[:2])
        return CounterExample(key="lower-emission", values={"low": kgs[0], "high": kgs[1]})

    def lower_price(self) -> CounterExample | None:
        """EQ-08: every krona less improves one's own place; nowhere is the price function flat."""

        def broken(case: tuple[Totals, ...]) -> bool:
            own, other, rival = case
            if own.price_sek == other.price_sek:
                return False
            cheap, dear = sorted((own.price_sek, other.price_sek))
            lower = Totals(price_sek=cheap, kg_co2e=own.kg_co2e)
            higher = Totals(price_sek=dear, kg_co2e=own.kg_co2e)
            return self._gap(lower, rival) >= self._gap(higher, rival)

        case = self._find(3, broken)
        if case is None:
            return None
        cheap, dear = sorted(one.price_sek for one in case[:2])
        return CounterExample(key="lower-price", values={"cheap": cheap, "dear": dear})

    def independent(self) -> CounterExample | None:
        """EQ-09: a third offer never changes the order of the other two."""
        for one in _reversals():
            if self._reverses(one):
                return self._reversal(one)
        case = self._find(3, self._reverses)
        return None if case is None else self._reversal(case)

    def _reverses(self, case: tuple[Totals, ...]) -> bool:
        a, b, c = case
        two, three = (
            self.method.values({"A": a, "B": b}),
            self.method.values({"A": a, "B": b, "C": c}),
        )
        return _sign(two["A"] - two["B"]) != _sign(three["A"] - three["B"])

    def _reversal(self, case: tuple[Totals, ...]) -> CounterExample:
        a, b, c = case
        two = self.method.values({"A": a, "B": b})
        three = self.method.values({"A": a, "B": b, "C": c})
        return CounterExample(
            key="reversal",
            values={
                "a_price": a.price_sek, "a_kg": a.kg_co2e,
                "b_price": b.price_sek, "b_kg": b.kg_co2e,
                "c_price": c.price_sek, "c_kg": c.kg_co2e,
                "before": min(two, key=lambda name: two[name]),
                "after": min(three, key=lambda name: three[name]),
                "last": max(three, key=lambda name: three[name]),
            },
        )  # fmt: skip

    def own_data_only(self) -> CounterExample | None:
        """EQ-10 and EQ-23: what an offer is worth does not depend on which others came in."""

        def broken(case: tuple[Totals, ...]) -> bool:
            own, one, other = case
            with_one = self.method.values({"X": own, "R": one})["X"]
            return with_one != self.method.values({"X": own, "R": other})["X"]

        case = self._find(3, broken)
        if case is None:
            return None
        own, one, other = case
        values = {"price": own.price_sek, "kg": own.kg_co2e}
        values |= {"one": _told(one), "other": _told(other)}
        return CounterExample(key="own-data", values=values)

    def order_of_tenders(self) -> CounterExample | None:
        """EQ-16: the order in which tenders stand changes nothing."""

        def broken(case: tuple[Totals, ...]) -> bool:
            a, b, c = case
            forth = self.method.values({"A": a, "B": b, "C": c})
            return dict(forth) != dict(self.method.values({"C": c, "B": b, "A": a}))

        return _plain("order", self._find(3, broken))

    def mirrored(self) -> CounterExample | None:
        """EQ-33: two offers that swap all but their names swap their values."""

        def broken(case: tuple[Totals, ...]) -> bool:
            a, b = case
            forth = self.method.values({"A": a, "B": b})
            back = self.method.values({"A": b, "B": a})
            return (forth["A"], forth["B"]) != (back["B"], back["A"])

        return _plain("mirrored", self._find(2, broken))

    def full_precision(self) -> CounterExample | None:
        """EQ-24: a millionth of a krona is enough to tell two offers apart."""

        def broken(case: tuple[Totals, ...]) -> bool:
            (own,) = case
            dearer = Totals(price_sek=own.price_sek + Decimal("0.000001"), kg_co2e=own.kg_co2e)
            return not self._gap(own, dearer) < 0

        case = self._find(1, broken)
        if case is None:
            return None
        return CounterExample(key="precision", values={"price": case[0].price_sek})

    def one_price_for_a_kilogram(self) -> CounterExample | None:
        """EQ-34: the same cut in kilograms is worth the same in a dear offer as in a cheap one."""

        def broken(case: tuple[Totals, ...]) -> bool:
            one, other, rival = case
            worth = [
                self._gap(Totals(price_sek=price, kg_co2e=one.kg_co2e), rival)
                - self._gap(Totals(price_sek=price, kg_co2e=other.kg_co2e), rival)
                for price in (one.price_sek, other.price_sek)
            ]
            return worth[0] != worth[1]

        case = self._find(3, broken)
        if case is None:
            return None
        one, other, _ = case
        low, high = sorted((one.kg_co2e, other.kg_co2e))
        values = {"low": low, "high": high, "one": one.price_sek, "other": other.price_sek}
        return CounterExample(key="kilogram", values=values)

    def from_any_zero(self) -> CounterExample | None:
        """EQ-15: measuring every footprint from another zero changes no order."""

        def broken(case: tuple[Totals, ...]) -> bool:
            a, b, shift = case
            moved = {
                name: Totals(price_sek=one.price_sek, kg_co2e=one.kg_co2e + shift.kg_co2e)
                for name, one in (("A", a), ("B", b))
            }
            before, after = self.method.values({"A": a, "B": b}), self.method.values(moved)
            return _sign(before["A"] - before["B"]) != _sign(after["A"] - after["B"])

        known = next((case for case in _shifted() if broken(case)), None)
        case = known or self._find(3, broken)
        if case is None:
            return None
        a, b, shift = case
        return CounterExample(
            key="zero", values={"a": _told(a), "b": _told(b), "shift": shift.kg_co2e}
        )


def _plain(key: str, case: tuple[Totals, ...] | None) -> CounterExample | None:
    if case is None:
        return None
    return CounterExample(key=key, values={"case": "; ".join(_told(one) for one in case)})


def _told(one: Totals) -> str:
    return f"{one.price_sek:f} kr, {one.kg_co2e:f} kg CO2e"


def _sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)


def _reversals() -> Iterator[tuple[Totals, ...]]:
    for one in trials.settings()["reversals"]:
        yield tuple(
            Totals(price_sek=Decimal(one[name][0]), kg_co2e=Decimal(one[name][1]))
            for name in ("a", "b", "c")
        )


def _shifted() -> Iterator[tuple[Totals, ...]]:
    """Yield pairs of the worked offers, each with a zero to measure them from."""
    worked = trials.settings()["worked"]
    offers = [
        Totals(price_sek=Decimal(price), kg_co2e=Decimal(kg)) for price, kg in worked["offers"]
    ]
    for kg in worked["shifts_kg"]:
        shift = Totals(price_sek=Decimal(0), kg_co2e=Decimal(kg))
        yield from ((a, b, shift) for a, b in combinations(offers, 2))
