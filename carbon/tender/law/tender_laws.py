"""Properties of the whole way from offer to sum, tried on the tender's own lines and rule.

Invented offers go through `assess` as real ones do: pairing, matching, transport, footprint, rule.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from carbon.library.records import STAGES, Stage
from carbon.tender.law import trials
from carbon.tender.law.searching import smallest
from carbon.tender.law.trials import Bid, Ground
from carbon.tender.law.verdicts import CounterExample
from carbon.tender.records import Currency

Place = tuple[str | None, str]
_PRICE = st.decimals(min_value="0.01", max_value=500, places=2)
_KG = st.floats(min_value=0.0, max_value=3.0)
# What invented suppliers are called by: Latin letters, digits and signs, Greek, Cyrillic, Arabic,
# CJK, signs without width and outside the first plane. To tabulate all of Unicode would take
# seconds, and the table is another one with each version of Python.
_LETTERS = "".join(map(chr, (*range(0x20, 0x250), *range(0x391, 0x460), *range(0x621, 0x64B),
                             *range(0x4E00, 0x4E20), 0x200B, 0x202E, 0xFEFF, 0x1F404)))  # fmt: skip
_RATE = Decimal("11.5")  # SEK per unit of an invented currency; any rate would do


def _places() -> list[Place]:
    return [(place, country) for place, country in trials.settings()["places"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderLaws:
    """The laws of one tender, as functions that return a counter-example or None."""

    ground: Ground

    def _prices(self) -> st.SearchStrategy[tuple[Decimal, ...]]:
        return st.tuples(*(_PRICE for _ in self.ground.lines))

    def _find(self, broken: Callable[[Any], bool], *strategies: st.SearchStrategy[Any]) -> Any:
        examples = int(trials.settings()["offers"]["whole_examples"])
        return smallest(st.tuples(*strategies), broken, examples)

    def _bids(self, prices: Sequence[Decimal], place: Place) -> list[Bid]:
        return trials.bids(self.ground, prices, place)

    def _at(self, price: Decimal, place: Place, kg: float, *, whole: bool) -> list[Bid]:
        """Return a bid on every line at one price, with a proved value."""
        value = trials.own_value(self.ground.tender, kg, whole=whole)
        made = self._bids([price] * len(self.ground.lines), place)
        return [replace(bid, footprint=value) for bid in made]

    def supplier_blind(self) -> CounterExample | None:
        """EQ-01: the supplier's name reaches no score."""
        name = st.text(_LETTERS, min_size=1, max_size=20).filter(lambda text: text.strip() != "")

        def broken(case: tuple[Any, ...]) -> bool:
            prices, shown = case
            bids = self._bids(prices, ("Skara", "SE"))
            found = self.ground.run({shown: bids}).lots[0].ranking[0]
            return found.comparison_sum_sek != self.ground.total(bids)

        case = self._find(broken, self._prices(), name)
        return None if case is None else CounterExample(key="name", values={"name": case[1]})

    def same_physics(self) -> CounterExample | None:
        """EQ-02: equal proved values give equal sums whatever the country."""
        place = st.sampled_from(_places())

        def broken(case: tuple[Any, ...]) -> bool:
            price, kg, one, other = case
            sums = [self.ground.total(self._at(price, at, kg, whole=True)) for at in (one, other)]
            return sums[0] != sums[1]

        return _of_places("physics", self._find(broken, _PRICE, _KG, place, place))

    def place_only_through_legs(self) -> CounterExample | None:
        """EQ-03: moving a supplier changes nothing but its transport."""
        place = st.sampled_from(_places())

        def broken(case: tuple[Any, ...]) -> bool:
            price, kg, one, other = case
            stages = [
                self.ground.one(self._at(price, at, kg, whole=False)).stage_kg
                for at in (one, other)
            ]
            rest = [s for s in STAGES if s is not Stage.TRANSPORT]
            return any(stages[0].get(s) != stages[1].get(s) for s in rest)

        return _of_places("moved", self._find(broken, _PRICE, _KG, place, place))

    def border_neutral(self) -> CounterExample | None:
        """EQ-04: the default lorry is the same on either side of a border."""
        prices = [Decimal(25)] * len(self.ground.lines)
        seen: dict[frozenset[tuple[str | None, ...]], Place] = {}
        for place in _places():
            found = self.ground.run({"A": self._bids(prices, place)}).footprint.flows.elements
            lorries = frozenset(
                (e.vehicle, e.temperature, e.factor_id) for e in found if e.mode == "road"
            )
            seen.setdefault(lorries, place)
        if len(seen) == 1:
            return None
        one, other = list(seen.values())[:2]
        return CounterExample(key="border", values={"one": _named(one), "other": _named(other)})

    def same_boundary(self) -> CounterExample | None:
        """EQ-05: every stage of the boundary is there for every offer."""
        wanted = set(self.ground.tender.boundary)
        prices = [Decimal(25)] * len(self.ground.lines)
        for place in _places():
            flows = self.ground.run({"A": self._bids(prices, place)}).footprint.flows
            for number, line in enumerate(flows.line_ids):
                here = [flows.factors[f] for f in flows.factor[flows.line == number]]
                rows = {STAGES[s] for s in flows.stage[flows.line == number]}
                lacking = wanted - rows - {s for factor in here for s in factor.stages}
                if lacking:
                    values = {"line": line, "stages": ", ".join(sorted(map(str, lacking)))}
                    return CounterExample(key="stage", values=values)
        return None

    def same_basket(self) -> CounterExample | None:
        """EQ-06: the quantities are the announced ones for everybody."""
        prices = [Decimal(25)] * len(self.ground.lines)
        made = {
            name: self._bids(prices, place) for name, place in zip("ABC", _places(), strict=False)
        }
        for offer in self.ground.run(made).lots[0].ranking:
            for score, line in zip(offer.lines, self.ground.lines, strict=True):
                if score.line.quantity != line.quantity:
                    return CounterExample(key="basket", values={"line": line.number})
        return None

    def deterministic(self) -> CounterExample | None:
        """EQ-12 and EQ-16: the same offers, in any order, give the same sums and ranks."""

        def broken(case: tuple[Any, ...]) -> bool:
            made = {n: self._bids(p, at) for n, p, at in zip("ABC", case, _places(), strict=False)}
            forth = self.ground.run(made).lots[0].ranking
            turned = {name: made[name][::-1] for name in reversed(made)}
            back = self.ground.run(turned).lots[0].ranking
            keys = [(o.supplier, o.rank, o.comparison_sum_sek) for o in forth]
            return keys != [(o.supplier, o.rank, o.comparison_sum_sek) for o in back]

        case = self._find(broken, *(self._prices() for _ in range(3)))
        return None if case is None else CounterExample(key="shuffled", values={"case": str(case)})

    def split_invariant(self) -> CounterExample | None:
        """EQ-17: a line split in two of equal physics changes no sum."""
        line = self.ground.lines[0]
        parts = st.integers(min_value=1, max_value=9)

        def broken(case: tuple[Any, ...]) -> bool:
            price, part = case
            share = line.quantity * part / 10
            halves = (
                replace(line, quantity=share),
                replace(
                    line,
                    id=f"{line.id}-b",
                    number=f"{line.number}-b",
                    quantity=line.quantity - share,
                ),
            )
            tender = self.ground.tender
            whole = replace(tender, lots=(replace(self.ground.lot, lines=(line,)),))
            split = replace(tender, lots=(replace(self.ground.lot, lines=halves),))
            return self.ground.total([_bid(line, price)], whole) != self.ground.total(
                [_bid(half, price) for half in halves], split
            )

        if self.ground.tender.evaluation.life_cycle_cost is not None:
            return None  # edible shares are announced by line number, so a new number has none
        case = self._find(broken, _PRICE, parts)
        return (
            None
            if case is None
            else CounterExample(key="split", values={"line": line.number, "price": case[0]})
        )

    def proof_neutral(self) -> CounterExample | None:
        """EQ-18 and EQ-19: with equal proved values neither label nor certificate body counts."""
        bids = self._at(Decimal(25), ("Skara", "SE"), 0.5, whole=False)
        plain = self.ground.total(bids)
        for bid in bids:
            if bid.footprint is None:
                continue
            proof = replace(bid.footprint, evidence="Annat organs intyg")
            named = f"{bid.line.name} KRAV"
            for other in (replace(bid, footprint=proof), replace(bid, name=named)):
                if bid.line.product is None and other.name is not None:
                    continue  # the name also decides the match, which is not what is asked here
                if self.ground.total([other if one is bid else one for one in bids]) != plain:
                    return CounterExample(key="proof", values={"line": bid.line.number})
        return None

    def no_gain_from_silence(self) -> CounterExample | None:
        """EQ-20: a truth at or below the default never gives a worse sum than silence."""
        silent = self._bids([Decimal(25)] * len(self.ground.lines), ("Skara", "SE"))
        assessed = self.ground.run({"A": silent})
        own_stages = trials.own_value(self.ground.tender, 0).stages
        total = assessed.lots[0].ranking[0].comparison_sum_sek
        for number, score in enumerate(assessed.lots[0].ranking[0].lines):
            stages = assessed.footprint.stage_kg[score.id]
            covered = sum((stages.get(Stage(s), Decimal(0)) for s in own_stages), Decimal(0))
            default = float(covered) / (score.mass_kg_per_unit or 1.0)
            for share in (0.0, 0.5, 0.9):
                value = trials.own_value(self.ground.tender, max(default, 0.0) * share)
                spoken = [
                    replace(bid, footprint=value) if n == number else bid
                    for n, bid in enumerate(silent)
                ]
                found = self.ground.total(spoken)
                if default > 0 and found is not None and total is not None and found > total:
                    values = {"line": score.line.number, "kg": value.kg_co2e_per_kg}
                    return CounterExample(key="silence", values=values)
        return None

    def override_open(self) -> CounterExample | None:
        """EQ-21: a proved value displaces the default on every line, in every country."""
        for place in _places():
            for bid in self._at(Decimal(25), place, 0.125, whole=True):
                of_line = replace(
                    self.ground.tender, lots=(replace(self.ground.lot, lines=(bid.line,)),)
                )
                offer = self.ground.one([bid], of_line)
                score = offer.lines[0]
                if score.kg_co2e_per_unit is None or score.mass_kg_per_unit is None:
                    values = {"line": bid.line.number, "place": _named(place)}
                    return CounterExample(key="override", values=values)
                if abs(float(score.kg_co2e_per_unit) - 0.125 * score.mass_kg_per_unit) > 1e-5:
                    values = {"line": bid.line.number, "place": _named(place)}
                    return CounterExample(key="override", values=values)
        return None

    def no_zero_by_default(self) -> CounterExample | None:
        """EQ-22: a missing price is missing, and a missing origin takes the default and says so."""
        prices = [Decimal(25)] * len(self.ground.lines)
        for at, bid in enumerate(self._bids(prices, ("Skara", "SE"))):
            made = self._bids(prices, ("Skara", "SE"))
            made[at] = replace(bid, price=None)
            if self.ground.total(made) is not None:
                return CounterExample(key="zero-price", values={"line": bid.line.number})
        nowhere = [
            replace(b, place=None, country=None) for b in self._bids(prices, ("Skara", "SE"))
        ]
        assessed = self.ground.run({"A": nowhere})
        if not any(problem.code == "origin-missing" for problem in assessed.problems):
            return CounterExample(key="zero-origin", values={})
        return None

    def adds_up(self) -> CounterExample | None:
        """EQ-11 and EQ-28: stages, lines and J add up exactly, by the public formula alone."""

        def broken(case: tuple[Any, ...]) -> bool:
            prices, place = case
            result = self.ground.run({"A": self._bids(prices, place)}).lots[0]
            offer = result.ranking[0]
            price = sum((s.price_sek for s in offer.lines if s.price_sek is not None), Decimal(0))
            kg = sum((s.kg_co2e for s in offer.lines if s.kg_co2e is not None), Decimal(0))
            total = price + offer.waste_sek + (offer.markups_sek or Decimal(0))
            total += result.carbon_price_sek_per_kg * kg
            return (
                sum(offer.stage_kg.values()) != kg
                or offer.kg_co2e != kg
                or offer.comparison_sum_sek != total
            )

        case = self._find(broken, self._prices(), st.sampled_from(_places()))
        return None if case is None else CounterExample(key="adds-up", values={"case": str(case)})

    def one_router(self) -> CounterExample | None:
        """EQ-31: every road leg is found in the one network that the pack names."""
        prices = [Decimal(25)] * len(self.ground.lines)
        seen: dict[str, str] = {}
        for place in _places():
            flows = self.ground.run({"A": self._bids(prices, place)}).footprint.flows
            for element in flows.elements:
                for part in element.method.split(", "):
                    if part.startswith("road-"):
                        seen.setdefault(part, _named(place))
        if len(seen) <= 1:
            return None
        return CounterExample(key="router", values={"found": ", ".join(sorted(seen))})

    def normalised_money(self) -> CounterExample | None:
        """EQ-32: the same net price in another currency at the pack's rate gives the same sum."""
        own = Currency(code="EUR", sek_per_unit=_RATE)
        foreign = replace(self.ground.tender, currency=own)
        domestic = replace(
            self.ground.tender, currency=Currency(code="SEK", sek_per_unit=Decimal(1))
        )

        def broken(case: tuple[Any, ...]) -> bool:
            (prices,) = case
            abroad = self._bids(prices, ("Skara", "SE"))
            home = self._bids([price * _RATE for price in prices], ("Skara", "SE"))
            return self.ground.total(abroad, foreign) != self.ground.total(home, domestic)

        case = self._find(broken, self._prices())
        return None if case is None else CounterExample(key="money", values={"case": str(case)})

    def every_krona(self) -> CounterExample | None:
        """EQ-08 on the whole way: every krona less on a line lowers J by a krona per unit.

        Prices in another currency are kronor at the announced rate, rounded as prices are.
        """
        line, rate = self.ground.lines[0], self.ground.tender.currency.sek_per_unit
        step = Decimal(1).scaleb(-self.ground.tender.evaluation.rounding.price_decimals)
        slack = Decimal(0) if rate == 1 else step

        def broken(case: tuple[Any, ...]) -> bool:
            prices, less = case
            bids = self._bids(prices, ("Skara", "SE"))
            dearer = [replace(bids[0], price=prices[0] + less), *bids[1:]]
            cheap, dear = self.ground.one(bids), self.ground.one(dearer)
            if cheap.comparison_sum_sek is None or dear.comparison_sum_sek is None:
                return True
            bought = cheap.lines[0].quantity
            lowered = dear.comparison_sum_sek - cheap.comparison_sum_sek
            return bool(abs(lowered - less * rate * bought) > slack * bought)

        case = self._find(broken, self._prices(), st.decimals("0.01", "5", places=2))
        return None if case is None else CounterExample(key="krona", values={"line": line.number})

    def own_data_only(self) -> CounterExample | None:
        """EQ-09, EQ-10 and EQ-33 on the whole way: other offers move no sum."""

        def broken(case: tuple[Any, ...]) -> bool:
            made = {n: self._bids(p, at) for n, p, at in zip("ABC", case, _places(), strict=False)}
            together = {
                o.supplier: o.comparison_sum_sek for o in self.ground.run(made).lots[0].ranking
            }
            return any(together[name] != self.ground.total(bids) for name, bids in made.items())

        case = self._find(broken, *(self._prices() for _ in range(3)))
        return None if case is None else CounterExample(key="others", values={"case": str(case)})


def _bid(line: Any, price: Decimal) -> Bid:
    return Bid(line=line, price=price, place="Skara", country="SE")


def _named(place: Place) -> str:
    return f"{place[0] or '–'}, {place[1]}"


def _of_places(key: str, case: tuple[Any, ...] | None) -> CounterExample | None:
    if case is None:
        return None
    price, kg, one, other = case
    values = {"price": price, "kg": kg, "one": _named(one), "other": _named(other)}
    return CounterExample(key=key, values=values)
