"""The one function that knows the order: tender, offers and library in, Assessment out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import carbon
from carbon.footprint import build, compute
from carbon.footprint.records import Footprint, LineInput
from carbon.intake.evidence_records import NO_EVIDENCE, EvidenceFolder
from carbon.intake.records import Offer, OfferedProduct
from carbon.library.records import Library, Product, Stage
from carbon.matching import match as matching
from carbon.matching.records import Decision, Match, Wanted
from carbon.problems import Problem, Severity, has_errors
from carbon.tender import awards, edible, evidence, pack, screens
from carbon.tender.coverage import coverages, line_bases
from carbon.tender.edible import Bought
from carbon.tender.evaluate import evaluate_lot
from carbon.tender.exact import times
from carbon.tender.measure import Measure, measure
from carbon.tender.pairing import Pair, pair
from carbon.tender.records import Assessment, Judgement, Line, LineScore, LotResult, Tender
from carbon.transport import chains, places, routes
from carbon.transport.records import ChainElement

_MANY = 20  # offered products from which one table of a kitchen is quicker than a search for each

Progress = Callable[[str], None]


def silent(step: str) -> None:
    """Report nothing: the default when nobody watches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measured:
    """An offered product on its line, as far as it could be understood."""

    pair: Pair
    wanted: Wanted
    match: Match
    product: Product | None
    measure: Measure
    bought: Bought | None  # None when the edible share is not known


def assess(
    tender: Tender,
    offers: Sequence[Offer],
    *,
    library: Library,
    gazetteer: places.Gazetteer,
    decisions: Sequence[Decision] = (),
    judgements: Sequence[Judgement] = (),
    evidence_folder: EvidenceFolder = NO_EVIDENCE,
    problems: Iterable[Problem] = (),
    lang: str = "sv",
    progress: Progress = silent,
) -> Assessment:
    """Score every offer of a tender and rank each lot.

    `evidence_folder` holds the files that offers name as proof of their footprints.
    `problems` are those that reading left; they are carried into the result. `lang` is the language
    of the reasons that matches carry; no figure depends on it. Nothing is edited and no clock,
    locale or environment is read: the same input gives the same Assessment.
    """
    measured, unpaired = _understood(tender, offers, library, decisions, lang, progress)
    progress("transport")
    inputs, unplaced = _inputs(tender, measured, library, gazetteer, evidence_folder)
    progress("footprint")
    footprint, unbuilt = _footprint(tender, inputs, library)
    progress("evaluation")
    lots = ranked(tender, [_score(one, footprint) for one in measured], footprint, judgements)
    remarks = awards.remarks(tender, lots)
    return Assessment(
        tender=tender,
        library=library,
        offers=tuple(offers),
        wanted={one.pair.offered.id: one.wanted for one in measured},
        matches={one.pair.offered.id: one.match for one in measured},
        inputs=tuple(inputs),
        footprint=footprint,
        lots=lots,
        problems=_in_order([*problems, *unpaired, *unplaced, *unbuilt, *remarks]),
        engine_version=carbon.__version__,
        pack_sha256=pack.digest(tender, library),
        evidence=evidence_folder,
    )


def _understood(
    tender: Tender,
    offers: Sequence[Offer],
    library: Library,
    decisions: Sequence[Decision],
    lang: str,
    progress: Progress,
) -> tuple[list[_Measured], list[Problem]]:
    """Return the offered products on their lines, and what is doubtful beside each other."""
    progress("pairing")
    pairs, found = pair(tender, offers)
    progress("matching")
    measured, wrong = _measured(tender, pairs, library, decisions, lang)
    found += wrong
    found += screens.prices(_priced(measured), library)
    found += screens.piece_masses(_weighed(measured), library)
    return measured, found


def _footprint(
    tender: Tender, inputs: Sequence[LineInput], library: Library
) -> tuple[Footprint, list[Problem]]:
    flows, problems = build.build(inputs, boundary=tender.boundary, library=library)
    rounding = tender.evaluation.rounding
    footprint = compute.compute(flows, decimals=rounding.flow_decimals, mode=rounding.mode)
    return footprint, problems


def _measured(
    tender: Tender,
    pairs: Sequence[Pair],
    library: Library,
    decisions: Sequence[Decision],
    lang: str,
) -> tuple[list[_Measured], list[Problem]]:
    wanted = [matching.wanted(p.offered, p.line.product, p.line.name) for p in pairs]
    matches, problems = matching.match(wanted, library, decisions, lang=lang)
    result = []
    for one, seen, match in zip(pairs, wanted, matches, strict=True):
        product = library.products.get(match.product_id) if match.product_id else None
        size, wrong = measure(
            one.offered,
            one.line,
            product,
            currency=tender.currency,
            rounding=tender.evaluation.rounding,
            library=library,
        )
        problems += wrong
        bought, wrong = edible.of_line(
            one.line,
            product,
            size.mass_kg_per_unit,
            tender.evaluation.life_cycle_cost,
            one.offered.where,
        )
        problems += wrong
        result.append(
            _Measured(
                pair=one, wanted=seen, match=match, product=product, measure=size, bought=bought
            )
        )
    return result, problems


def _priced(measured: Sequence[_Measured]) -> list[screens.Priced]:
    return [
        screens.Priced(
            line=one.pair.line.id,
            supplier=one.pair.offered.supplier,
            unit=one.pair.line.unit,
            sek_per_unit=one.measure.price_sek_per_unit,
            mass_kg_per_unit=one.measure.mass_kg_per_unit,
            offered=one.pair.offered,
        )
        for one in measured
        if one.measure.price_sek_per_unit is not None
    ]


def _weighed(measured: Sequence[_Measured]) -> list[screens.Weighed]:
    return [
        screens.Weighed(
            line=one.pair.line,
            supplier=one.pair.offered.supplier,
            mass_kg_per_unit=one.measure.mass_kg_per_unit,
        )
        for one in measured
        if one.measure.mass_kg_per_unit is not None
    ]


def _inputs(
    tender: Tender,
    measured: Sequence[_Measured],
    library: Library,
    gazetteer: places.Gazetteer,
    folder: EvidenceFolder,
) -> tuple[list[LineInput], list[Problem]]:
    inputs: list[LineInput] = []
    deliveries = tuple((one.place, one.share) for one in tender.delivery)
    kitchens, problems = chains.kitchens(deliveries, gazetteer, "tender.yaml")
    if has_errors(problems):
        return [], problems  # said once, where it can be mended, and not once for each line
    if len(measured) >= _MANY:
        routes.survey(one.place for one in kitchens)
    for one in measured:
        product, mass = one.product, one.measure.mass_kg_per_unit
        if product is None or mass is None:
            continue  # the reason is already among the problems
        offered = one.pair.offered
        figures, wrong = evidence.own_figures(offered, product, tender, library, folder)
        problems += wrong
        declared = figures.declared
        chain: tuple[ChainElement, ...] = ()
        if declared is None or Stage.TRANSPORT not in declared.stages:
            chain, wrong = _chain(tender, offered, product, library, gazetteer)
            problems += wrong
            if not chain:
                continue  # an empty chain comes with its error: never a transport of zero
        inputs.append(
            LineInput(
                id=offered.id,
                product=product,
                mass_kg_per_unit=mass,
                chain=chain,
                declared=declared,
                where=offered.where,
                own=figures.own,
                proof=figures.proof,
            )
        )
    return inputs, problems


def _chain(
    tender: Tender,
    offered: OfferedProduct,
    product: Product,
    library: Library,
    gazetteer: places.Gazetteer,
) -> tuple[tuple[ChainElement, ...], list[Problem]]:
    return chains.build(
        offered,
        temperature=product.temperature,
        deliveries=tuple((one.place, one.share) for one in tender.delivery),
        drop_size_kg=tender.drop_size_kg,
        library=library,
        gazetteer=gazetteer,
        category=product.category,
    )


def _score(one: _Measured, footprint: Footprint) -> LineScore:
    line, offered = one.pair.line, one.pair.offered
    per_unit = footprint.line_kg.get(offered.id)
    price, bought = one.measure.price_sek_per_unit, one.bought or edible.AS_ANNOUNCED
    quantity = times(line.quantity, bought.per_unit)
    return LineScore(
        id=offered.id,
        supplier=offered.supplier,
        line=line,
        product=one.match.product_id,
        match_method=one.match.method,
        match_score=one.match.score,
        mass_kg_per_unit=one.measure.mass_kg_per_unit,
        price_sek_per_unit=price,
        kg_co2e_per_unit=per_unit,
        price_sek=None if price is None else times(quantity, price),
        kg_co2e=None if per_unit is None else times(quantity, per_unit),
        complete=price is not None and per_unit is not None and one.bought is not None,
        where=offered.where,
        quantity=quantity,
        waste_sek=times(line.quantity, bought.waste_sek_per_unit),
    )


def ranked(
    tender: Tender,
    scores: Sequence[LineScore],
    footprint: Footprint,
    judgements: Sequence[Judgement],
) -> tuple[LotResult, ...]:
    """Return the ranking of every lot, from the scores of its lines and their flows alone."""
    bases = line_bases(footprint)
    by_lot: dict[str, dict[str, list[LineScore]]] = {lot.id: {} for lot in tender.lots}
    for score in scores:
        by_lot[score.line.lot].setdefault(score.supplier, []).append(score)
    return tuple(
        evaluate_lot(
            lot,
            {supplier: _in_line_order(lines, lot.lines) for supplier, lines in suppliers.items()},
            rule=tender.evaluation,
            stage_kg=footprint.stage_kg,
            coverages={
                supplier: coverages([s for s in lines if not s.line.optional], bases)
                for supplier, lines in suppliers.items()
            },
            judgements=judgements,
        )
        for lot, suppliers in ((lot, by_lot[lot.id]) for lot in tender.lots)
    )


def _in_line_order(scores: Sequence[LineScore], lines: Sequence[Line]) -> list[LineScore]:
    order = {line.id: position for position, line in enumerate(lines)}
    return sorted(scores, key=lambda score: (order[score.line.id], score.id))


_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=_place))


def _place(one: Problem) -> tuple[object, ...]:
    """Return what a problem is ordered by: row 8 stands before row 10."""
    parts = tuple((int(text), "") if text.isdecimal() else (-1, text) for text in _parts(one.where))
    return _WEIGHT[one.severity], parts, one.code, one.values


def _parts(where: str) -> list[str]:
    return [text for text in re.split(r"([0-9]+)", where) if text]
