"""Equal treatment as executable law: EQ-01 to EQ-34 of lou.md section 6 on one tender's own pack.

Each property is tried with invented offers on the buyer's own lines, rule and library; one that is
broken comes with the smallest counter-example found. What can only be asked at publication, at
opening or when a letter is written says so. A run that finds nothing is no proof of lawfulness.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from carbon.library.records import Library
from carbon.tender.law import methods, trials
from carbon.tender.law.formula_laws import FormulaLaws
from carbon.tender.law.methods import Method, Published
from carbon.tender.law.structure_laws import StructureLaws
from carbon.tender.law.tender_laws import TenderLaws
from carbon.tender.law.verdicts import CounterExample, Law, State, Verdict, tried
from carbon.tender.records import Points, Tender
from carbon.transport import places

IDS = tuple(f"EQ-{number:02d}" for number in range(1, 35))
# Asked where the facts are: the lock, the opening, the letters and the contract annex.
ELSEWHERE = ("EQ-13", "EQ-26", "EQ-27", "EQ-30")
Progress = Callable[[str], None]


def silent(step: str) -> None:
    """Report nothing."""


def run(
    tender: Tender, library: Library, gazetteer: places.Gazetteer, progress: Progress = silent
) -> list[Verdict]:
    """Return a verdict on every property for this tender, in order of their numbers."""
    ground = trials.ground(tender, library, gazetteer)
    laws = _formula(Published(rule=tender.evaluation, lot=ground.lot.id))
    if ground.lines:
        laws = _joined(laws, _whole(ground))
    verdicts = []
    for id_ in IDS:
        if id_ in laws and id_ not in ELSEWHERE:
            progress(id_)
            verdicts.append(tried(id_, laws[id_]))
        else:
            verdicts.append(Verdict(id=id_, state=State.ELSEWHERE))
    return verdicts


def of_refused(model: str) -> list[Verdict]:
    """Return what a model that is never computed breaks, with its counter-examples.

    `model` is M4, M5, M8 or M3-clamped; its parameters are those printed in lou.md 4.2.
    """
    laws = _formula(refused(model))
    found = [tried(id_, law) for id_, law in sorted(laws.items())]
    return [verdict for verdict in found if verdict.state is State.BROKEN]


def refused(model: str) -> Method:
    """Return a model that the properties must catch, with the parameters of lou.md 4.2."""
    stated = trials.settings()["models"][model]
    exact = {name: Fraction(str(value)) for name, value in stated.items()}
    if model == "M4":
        return methods.RelativePoints(**exact)
    if model == "M5":
        return methods.QualityPriceRatio(**exact)
    if model == "M8":
        return methods.PercentageDiscount(**exact)
    return methods.ClampedPoints(
        points=Points(**{name: Decimal(str(value)) for name, value in stated.items()})
    )


def _formula(method: Method) -> dict[str, Law]:
    laws = FormulaLaws(method=method)
    return {
        "EQ-07": laws.lower_emission,
        "EQ-08": laws.lower_price,
        "EQ-09": laws.independent,
        "EQ-10": laws.own_data_only,
        "EQ-15": laws.from_any_zero,
        "EQ-16": laws.order_of_tenders,
        "EQ-24": laws.full_precision,
        "EQ-33": laws.mirrored,
        "EQ-34": laws.one_price_for_a_kilogram,
    }


def _whole(ground: trials.Ground) -> dict[str, Law]:
    whole, types = TenderLaws(ground=ground), StructureLaws(ground=ground)
    return {
        "EQ-01": _both(types.supplier_blind, whole.supplier_blind),
        "EQ-02": whole.same_physics,
        "EQ-03": whole.place_only_through_legs,
        "EQ-04": whole.border_neutral,
        "EQ-05": whole.same_boundary,
        "EQ-06": whole.same_basket,
        "EQ-08": whole.every_krona,
        "EQ-10": _both(types.own_data_only, whole.own_data_only),
        "EQ-11": whole.adds_up,
        "EQ-12": whole.deterministic,
        "EQ-14": types.nothing_unpublished,
        "EQ-17": whole.split_invariant,
        "EQ-18": whole.proof_neutral,
        "EQ-19": whole.proof_neutral,
        "EQ-20": whole.no_gain_from_silence,
        "EQ-21": whole.override_open,
        "EQ-22": whole.no_zero_by_default,
        "EQ-23": types.own_data_only,
        "EQ-25": types.neutral_ties,
        "EQ-28": whole.adds_up,
        "EQ-29": types.corrections_logged,
        "EQ-31": whole.one_router,
        "EQ-32": whole.normalised_money,
    }


def _both(first: Law, second: Law) -> Law:
    def law() -> CounterExample | None:
        return first() or second()

    return law


def _joined(one: Mapping[str, Law], other: Mapping[str, Law]) -> dict[str, Law]:
    """Return the laws of both; where both ask about a property, both are tried."""
    joined = dict(one)
    for id_, law in other.items():
        joined[id_] = _both(joined[id_], law) if id_ in joined else law
    return joined
