"""Where everything stands in the workbook, decided before the first cell is written.

Formulas point from sheet to sheet, so the row of every offer, line, leg and factor must be known
first. Rows here are counted from 1, as in a formula. Look-ups use our own running numbers, never
a supplier's name: a name such as "*" or ">5" would be read as a search pattern.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from carbon import language
from carbon.footprint.records import Basis
from carbon.library.records import STAGES, Stage
from carbon.outputs import flows, plan_inputs, prices_offered, terms
from carbon.outputs.columns import LEG_COLUMNS, Columns, letter, line_columns
from carbon.outputs.flows import Flow
from carbon.outputs.plan_inputs import Inputs
from carbon.outputs.prices_offered import Stated
from carbon.tender.records import Assessment, LineScore, Lot, RankedOffer
from carbon.transport.records import ChainElement

FIRST_ROW = plan_inputs.FIRST_ROW  # rows 1-5 hold title, explanation and headers
FACTOR_USED = "D"  # the factor beside it, and an error where that was emptied
SHEETS = (
    *("decision", "inputs", "offers", "lines", "legs", "factors", "sensitivity", "doubt"),
    *("problems", "method", "audit"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRow:
    """One supplier in one lot, and its row in the sheet of offers."""

    number: int  # the key that lines are summed by
    row: int
    lot: Lot
    offer: RankedOffer
    supplier: str  # as shown


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """One offered product, its row in the sheet of lines and its rows in the sheet of legs."""

    row: int
    offer: OfferRow
    score: LineScore
    flows: tuple[Flow, ...]
    single: Mapping[Stage, Flow]  # stages that are one factor times the mass of the unit
    detailed: Mapping[Stage, LegBlock]  # stages summed from rows of the sheet of legs


@dataclass(frozen=True, slots=True, kw_only=True)
class LegBlock:
    """Rows of the sheet of legs that make up one stage, of one line or of several alike."""

    first: int
    last: int
    stage: Stage
    flows: tuple[Flow, ...]
    label: str  # what the lines that use it call it, also a key
    used_by: list[LineRow]  # filled while the lines are laid out


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The whole workbook: names of sheets, rows and columns."""

    assessment: Assessment
    lang: str
    sheets: Mapping[str, str]
    stages: tuple[Stage, ...]
    offers: tuple[OfferRow, ...]
    lines: tuple[LineRow, ...]
    legs: tuple[LegBlock, ...]
    inputs: Inputs
    stated: Mapping[str, Stated]  # OfferedProduct.id -> price as offered, where it was converted
    factor_keys: tuple[str, ...]  # the id each factor is looked up by, in the order of the table
    line_columns: Columns
    offered_names: Mapping[str, str | None]  # OfferedProduct.id -> name as the supplier wrote it
    bases: Mapping[Basis, str]  # words that formulas compare with, so made once
    missing: str

    def word(self, key: str, **values: object) -> str:
        """Return a text of the outputs in the language of the workbook."""
        return language.word(f"outputs-{key}", self.lang, **values)

    def last_line(self) -> int:
        """Return the last row of the sheet of lines; an empty sheet keeps one blank row."""
        return max(FIRST_ROW, FIRST_ROW + len(self.lines) - 1)

    def last_factor(self) -> int:
        """Return the last row of the sheet of factors."""
        return max(FIRST_ROW, FIRST_ROW + len(self.factor_keys) - 1)

    def line_range(self, column: str) -> str:
        """Return a column of the sheet of lines as an absolute range."""
        at = letter(self.line_columns.index(column))
        return f"{self.sheets['lines']}!${at}${FIRST_ROW}:${at}${self.last_line()}"

    def leg_range(self, column: str, first: int, last: int) -> str:
        """Return rows of a column of the sheet of legs as an absolute range."""
        at = _LEG_LETTERS[column]
        return f"{self.sheets['legs']}!${at}${first}:${at}${last}"

    def all_legs(self, column: str) -> str:
        """Return a column of the sheet of legs as an absolute range; an empty one keeps a row."""
        last = max((block.last for block in self.legs), default=FIRST_ROW)
        return self.leg_range(column, FIRST_ROW, last)

    def factor_row(self, index: int) -> int:
        """Return the row of a factor, by its place in the flow table."""
        return FIRST_ROW + index

    def factor_ranges(self) -> tuple[str, str]:
        """Return the ranges of ids and of values in use in the sheet of factors."""
        sheet, last = self.sheets["factors"], self.last_factor()
        return (
            f"{sheet}!$A${FIRST_ROW}:$A${last}",
            f"{sheet}!${FACTOR_USED}${FIRST_ROW}:${FACTOR_USED}${last}",
        )


_LEG_LETTERS = LEG_COLUMNS.letters()
_SHOWN = attrgetter(
    *("order", "kind", "start", "end", "mode", "vehicle", "temperature", "distance_km"),
    *("load_kg", "share", "method", "per", "amount_per_kg", "assumptions"),
)


def make(assessment: Assessment, lang: str) -> Plan:
    """Decide where every offer, line, leg and factor of the assessment stands."""
    by_line = flows.by_line(assessment.footprint)
    used = {flow.stage for rows in by_line.values() for flow in rows}
    stages = tuple(s for s in STAGES if s in assessment.tender.boundary or s in used)
    offers = _offers(assessment)
    sheets = {name: language.word(f"outputs-sheet-{name}", lang) for name in SHEETS}
    lines, legs = _lines(
        offers, by_line, language.word("outputs-see-legs", lang, sheet=sheets["legs"])
    )
    stated = prices_offered.of_lines(assessment)
    return Plan(
        assessment=assessment,
        lang=lang,
        sheets=sheets,
        stages=stages,
        offers=offers,
        lines=lines,
        legs=legs,
        inputs=plan_inputs.make(assessment, sheets["inputs"]),
        stated=stated,
        factor_keys=_factor_keys(assessment),
        line_columns=line_columns(
            stages,
            edible=assessment.tender.evaluation.life_cycle_cost is not None,
            converted=bool(stated),
        ),
        offered_names={
            product.id: product.offered_name
            for offer in assessment.offers
            for product in offer.products
        },
        bases={basis: terms.basis(basis, lang) for basis in Basis},
        missing=language.word("outputs-missing", lang),
    )


def _offers(assessment: Assessment) -> tuple[OfferRow, ...]:
    rows: list[OfferRow] = []
    for result in assessment.lots:
        for offer in result.ranking:
            supplier = terms.cell_text(offer.supplier, terms.SUPPLIER_LIMIT)
            number, row = len(rows) + 1, FIRST_ROW + len(rows)
            rows.append(
                OfferRow(number=number, row=row, lot=result.lot, offer=offer, supplier=supplier)
            )
    return tuple(rows)


def _lines(
    offers: Sequence[OfferRow], by_line: Mapping[str, tuple[Flow, ...]], see: str
) -> tuple[tuple[LineRow, ...], tuple[LegBlock, ...]]:
    rows: list[LineRow] = []
    blocks: dict[Hashable, LegBlock] = {}
    next_leg = FIRST_ROW
    for offer in offers:
        for score in offer.offer.lines:
            of_line = by_line.get(score.id, ())
            single, several = _by_stage(of_line, score.mass_kg_per_unit)
            detailed: dict[Stage, LegBlock] = {}
            for stage in several:
                of_stage = tuple(flow for flow in of_line if flow.stage is stage)
                key = _alike(offer, score, of_stage)
                if key not in blocks:
                    last = next_leg + len(of_stage) - 1
                    blocks[key] = LegBlock(
                        first=next_leg,
                        last=last,
                        stage=stage,
                        flows=of_stage,
                        label=f"{see} {next_leg}\u2013{last}",
                        used_by=[],
                    )
                    next_leg = last + 1
                detailed[stage] = blocks[key]
            row = LineRow(
                row=FIRST_ROW + len(rows),
                offer=offer,
                score=score,
                flows=of_line,
                single=single,
                detailed=detailed,
            )
            rows.append(row)
            for block in detailed.values():
                block.used_by.append(row)
    return tuple(rows), tuple(blocks.values())


def _alike(offer: OfferRow, score: LineScore, of_stage: Sequence[Flow]) -> Hashable:
    """Return a key that lines of an offer share when their goods travel the same way.

    Only lines in kilograms share: the mass of any other unit is the line's own to change.
    """
    if score.line.unit != "kg":
        return score.id, of_stage[0].stage
    travelled = tuple(
        (flow.factor_index, flow.amount, flow.basis, flow.process, _journey(flow.element))
        for flow in of_stage
    )
    return offer.number, of_stage[0].stage, travelled


def _journey(element: ChainElement | None) -> Hashable:
    """Return all that is shown of a leg but the cell it was read from."""
    return None if element is None else _SHOWN(element)


def _by_stage(
    of_line: Sequence[Flow], mass: float | None
) -> tuple[dict[Stage, Flow], tuple[Stage, ...]]:
    """Tell stages that are mass times one factor from those that need rows of their own."""
    count: dict[Stage, int] = {}
    last: dict[Stage, Flow] = {}
    for flow in of_line:
        count[flow.stage] = count.get(flow.stage, 0) + 1
        last[flow.stage] = flow
    single = {
        stage: flow
        for stage, flow in last.items()
        if count[stage] == 1 and flow.element is None and flow.amount == mass
    }
    return single, tuple(stage for stage in count if stage not in single)


def _factor_keys(assessment: Assessment) -> tuple[str, ...]:
    """Return one look-up key per factor: its id, free of search patterns and never twice."""
    keys: list[str] = []
    seen: set[str] = set()
    for factor in assessment.footprint.flows.factors:
        base = terms.cell_text(factor.id, terms.NAME_LIMIT)
        base = "".join("_" if c in "*?~" else c for c in base)
        key, number = base, 1
        while key.casefold() in seen:
            number += 1
            key = f"{base} ({number})"
        seen.add(key.casefold())
        keys.append(key)
    return tuple(keys)
