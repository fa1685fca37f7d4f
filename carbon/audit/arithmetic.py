"""The award computed from a bundle's tables alone: flows times factors, and everything after it.

No offer is read and nothing is matched or routed: amounts and factors are taken as recorded, and
the engine's own `compute` and ranking make lines, offers, comparison sums and ranks of them. So a
result can be checked even where the original offers or a library file may not be shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np

from carbon.audit import comparing, records, strictjson, tables
from carbon.audit.records import Finding, Row, Step, Verdict
from carbon.footprint import compute
from carbon.footprint.records import Basis, FlowTable, Footprint
from carbon.intake import judgements, tenderfile
from carbon.library.records import STAGES, Factor, Library, Spread, Stage
from carbon.outputs.result import result
from carbon.tender.assess import ranked
from carbon.tender.records import Assessment, Line, LineScore, LotResult, Tender

_BASES = {one.name.lower(): one for one in Basis}
_STAGE = {stage.value: number for number, stage in enumerate(STAGES)}
_DRAWN = ("probability_first", "uncertainty")  # drawn, not added up


def answer(data: Path, tender_folder: Path) -> Mapping[str, Any]:
    """Return what differs between a bundle's result and the sums of its own tables.

    ValueError, KeyError or OSError where the tables are none of ours.
    """
    tender, problems = tenderfile.read_tender(tender_folder)
    if tender is None:
        return {"stopped": "; ".join(f"{one.where}: {one.code}" for one in problems)}
    judged, _ = judgements.read_judgements(tender_folder, tender)
    read = {name: tables.from_csv((data / name).read_bytes())
            for name in (records.FACTORS, records.FLOWS, records.LINES)}  # fmt: skip
    footprint, found = _footprint(read[records.FLOWS], read[records.FACTORS], tender)
    scores, wrong = _scores(read[records.LINES], footprint, tender)
    lots = ranked(tender, scores, footprint, judged)
    recorded = tables_result(data)
    now = result(_assessment(tender, lots, footprint), "en")
    compared = comparing.results(
        {"lots": _added(recorded["lots"])}, {"lots": _added(now["lots"])},
        same_engine=True, step=Step.ARITHMETIC,
    )  # fmt: skip
    findings = [*found, *wrong, *compared.findings]
    count = compared.count + len(read[records.FLOWS]) + len(read[records.LINES])
    return {"findings": [asdict(one) for one in findings], "count": count}


def tables_result(data: Path) -> Mapping[str, Any]:
    """Return the recorded result. ValueError when it is no JSON object with lots."""
    found = strictjson.loads((data / records.RESULT).read_bytes())
    if not isinstance(found, dict) or not isinstance(found.get("lots"), list):
        raise ValueError(records.RESULT)
    return found


def _added(lots: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return lots without what is drawn at random."""
    return [
        {**{key: value for key, value in lot.items() if key not in _DRAWN},
         "ranking": [{key: value for key, value in offer.items() if key not in _DRAWN}
                     for offer in lot["ranking"]]}
        for lot in lots
    ]  # fmt: skip


def _footprint(
    flows: Sequence[Row], factors: Sequence[Row], tender: Tender
) -> tuple[Footprint, list[Finding]]:
    """Return the footprint that the flows add up to, and each flow that was recorded otherwise."""
    table = _flow_table(flows, factors)
    rounding = tender.evaluation.rounding
    made = compute.compute(table, decimals=rounding.flow_decimals, mode=rounding.mode)
    recorded = [int(row["steps"]) for row in flows]
    hidden = [not row["amount"] for row in flows]
    if any(hidden):
        made = _with_steps(table, made, recorded, hidden)
    findings = [
        _flow(row, factors[int(row["factor"])]["id"], was, is_, made.decimals)
        for row, was, is_ in zip(flows, recorded, made.steps.tolist(), strict=True)
        if was != is_
    ]
    return made, findings


def _flow_table(flows: Sequence[Row], factors: Sequence[Row]) -> FlowTable:
    numbers = {line: number for number, line in enumerate(dict.fromkeys(r["line"] for r in flows))}
    size = len(flows)
    return FlowTable(
        line=np.array([numbers[row["line"]] for row in flows], dtype=np.int32),
        stage=np.array([_STAGE[row["stage"]] for row in flows], dtype=np.int8),
        factor=np.array([_number(row["factor"], len(factors)) for row in flows], dtype=np.int32),
        amount=np.array([float(row["amount"] or 0) for row in flows], dtype=np.float64),
        basis=np.array([_BASES[row["basis"]] for row in flows], dtype=np.int8),
        element=np.full(size, -1, dtype=np.int32),
        amount_gsd=np.ones(size),
        line_ids=tuple(numbers),
        factors=tuple(_factor(row) for row in factors),
        elements=(),
    )


def _number(text: str, below: int) -> int:
    number = int(text)
    if not 0 <= number < below:
        raise ValueError(f"factor {number}")
    return number


def _factor(row: Row) -> Factor:
    stages = tuple(Stage(one) for one in row["stages"].split())
    return Factor(
        id=row["id"], label=row["label"], kg_co2e=float(row["kg_co2e"] or 0), per=row["per"],
        as_printed=row["as_printed"], stages=stages, region=row["region"], year=int(row["year"]),
        gwp=row["gwp"], boundary=row["boundary"], allocation=row["allocation"],
        spread=Spread(gsd=float(row["gsd"]), basis=row["gsd_basis"]), quality=row["quality"],
        source=row["source"], locator=row["locator"], review_by=row["review_by"],
        proxy=row["proxy"] == "yes", correlation_group="", where=row["where"],
    )  # fmt: skip


def _with_steps(
    table: FlowTable, made: Footprint, recorded: Sequence[int], hidden: Sequence[bool]
) -> Footprint:
    """Return the footprint with recorded steps where a factor is withheld: taken, not computed."""
    given = np.where(np.array(hidden), np.array(recorded, dtype=np.int64), made.steps)
    stage_kg: dict[str, dict[Stage, Decimal]] = {line: {} for line in table.line_ids}
    for line, stage, steps in zip(table.line.tolist(), table.stage.tolist(), given.tolist(),
                                  strict=True):  # fmt: skip
        of = stage_kg[table.line_ids[line]]
        of[STAGES[stage]] = of.get(STAGES[stage], Decimal(0)) + compute.as_decimal(
            steps, made.decimals
        )
    line_kg = {line: sum(of.values(), Decimal(0)) for line, of in stage_kg.items()}
    return Footprint(flows=table, steps=given, decimals=made.decimals, stage_kg=stage_kg,
                     line_kg=line_kg)  # fmt: skip


def _flow(row: Row, factor: str, was: int, is_: int, decimals: int) -> Finding:
    return Finding(
        step=Step.ARITHMETIC, verdict=Verdict.DIFFERS, code="flow-differs",
        file=f"data/{records.FLOWS}", line=row["line"], stage=row["stage"], factor=factor,
        figure="kg_co2e", old=str(compute.as_decimal(was, decimals)),
        new=str(compute.as_decimal(is_, decimals)),
    )  # fmt: skip


def _scores(
    rows: Sequence[Row], footprint: Footprint, tender: Tender
) -> tuple[list[LineScore], list[Finding]]:
    known = {(lot.id, line.number): line for lot in tender.lots for line in lot.lines}
    scores, findings = [], []
    for row in rows:
        one = _score(row, known[row["lot"], row["number"]], footprint)
        scores.append(one)
        for name in ("kg_co2e_per_unit", "price_sek", "kg_co2e"):
            was, is_ = _decimal(row[name]), getattr(one, name)
            if was != is_:
                findings.append(_line(row, name, str(was), str(is_)))
    return scores, findings


def _score(row: Row, line: Line, footprint: Footprint) -> LineScore:
    """Return the score of a line; a line that is not complete has no part in any sum."""
    complete = row["complete"] == "yes"
    per_unit = footprint.line_kg.get(row["line"])
    price, quantity = _decimal(row["price_sek_per_unit"]), Decimal(row["quantity"])
    mass = row["mass_kg_per_unit"]
    return LineScore(
        id=row["line"], supplier=row["supplier"], line=line, product=row["product"] or None,
        match_method=row["match_method"], match_score=float(row["match_score"]),
        mass_kg_per_unit=float(mass) if mass else None, price_sek_per_unit=price,
        kg_co2e_per_unit=per_unit, price_sek=None if price is None else quantity * price,
        kg_co2e=None if per_unit is None else quantity * per_unit,
        complete=complete and price is not None and per_unit is not None,
        where=row["where"], quantity=quantity, waste_sek=Decimal(row["waste_sek"]),
    )  # fmt: skip


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _line(row: Row, figure: str, old: str, new: str) -> Finding:
    return Finding(
        step=Step.ARITHMETIC, verdict=Verdict.DIFFERS, code="row-differs",
        file=f"data/{records.LINES}", lot=row["lot"], offer=row["supplier"], line=row["number"],
        cell=row["where"], figure=figure, old=old, new=new,
    )  # fmt: skip


def _assessment(tender: Tender, lots: tuple[LotResult, ...], footprint: Footprint) -> Assessment:
    """Return just enough of an assessment for its result to be written as data."""
    nothing = Library(edition="", sources={}, factors={}, products={}, assumptions={})
    return Assessment(
        tender=tender, library=nothing, offers=(), wanted={}, matches={}, inputs=(),
        footprint=footprint, lots=lots, problems=(), engine_version="", pack_sha256="",
    )  # fmt: skip
