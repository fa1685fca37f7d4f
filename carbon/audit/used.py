"""Exactly what an evaluation used, as tables: factors and sources, flows, lines, routes, matches.

From these tables alone the award can be computed again (`arithmetic`): flows times factors give
lines, lines give offers, offers the ranking. Numbers are written so that they come back as the very
same floats and decimals.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from carbon.audit import records, tables
from carbon.audit.masking import Withheld
from carbon.footprint.records import Basis
from carbon.library.records import STAGES, Factor
from carbon.outputs.result import decimal
from carbon.tender.records import Assessment, LineScore
from carbon.transport.records import ChainElement

_Cells = tuple[str | int, ...]
_FACTOR = ("label", "per", "as_printed", "region", "year", "gwp", "boundary", "allocation",
           "quality", "source", "locator", "review_by", "where")  # fmt: skip
_SOURCE = ("id", "title", "publisher", "edition", "published", "accessed", "locator", "licence",
           "attribution")  # fmt: skip
_LINE = ("line", "lot", "number", "supplier", "product", "match_method", "match_score",
         "mass_kg_per_unit", "quantity", "price_sek_per_unit", "waste_sek", "kg_co2e_per_unit",
         "price_sek", "kg_co2e", "complete", "where")  # fmt: skip
_ELEMENT = ("order", "kind", "start", "end", "mode", "vehicle", "temperature", "method", "per",
            "basis", "where")  # fmt: skip
_MEASURES = ("distance_km", "load_kg", "share", "amount_per_kg")
_MATCH = ("line", "offered_name", "wanted_name", "product_code", "gtin", "product", "method",
          "score", "reason")  # fmt: skip
_PROOF = ("line", "file", "sha256", "level", "digest")


def members(assessment: Assessment, withheld: Withheld) -> dict[str, bytes]:
    """Return the tables of an assessment by the names that a bundle gives them."""
    return {
        records.FACTORS: _factors(assessment, withheld),
        records.SOURCES: _sources(assessment),
        records.FLOWS: _flows(assessment, withheld),
        records.LINES: _lines(assessment),
        records.ROUTES: _routes(assessment),
        records.PLACES: _places(assessment),
        records.MATCHES: _matches(assessment),
        **_proofs(assessment),
    }


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return decimal(value) or ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return repr(value) if isinstance(value, float) else str(value)


def _factors(assessment: Assessment, withheld: Withheld) -> bytes:
    columns = ("factor", "id", "kg_co2e", *_FACTOR, "stages", "gsd", "gsd_basis", "proxy",
               "commitment")  # fmt: skip
    return tables.as_csv(columns, (
        _factor(number, one, withheld)
        for number, one in enumerate(assessment.footprint.flows.factors)
    ))  # fmt: skip


def _factor(number: int, one: Factor, withheld: Withheld) -> _Cells:
    commitment = withheld.commitment(one)
    hidden = {"kg_co2e", "as_printed"} if commitment else set()
    stated = {name: "" if name in hidden else _text(getattr(one, name))
              for name in ("kg_co2e", *_FACTOR)}  # fmt: skip
    return (number, one.id, *stated.values(), " ".join(one.stages), _text(one.spread.gsd),
            one.spread.basis, _text(one.proxy), commitment)  # fmt: skip


def _sources(assessment: Assessment) -> bytes:
    known = assessment.library.sources
    cited = sorted({one.source for one in assessment.footprint.flows.factors} & known.keys())
    rows = (
        (*(_text(getattr(known[id_], name)) for name in _SOURCE),
         _text(known[id_].redistributable))
        for id_ in cited
    )  # fmt: skip
    return tables.as_csv((*_SOURCE, "redistributable"), rows)


def _flows(assessment: Assessment, withheld: Withheld) -> bytes:
    columns = ("line", "stage", "order", "factor", "amount", "basis", "element", "steps",
               "process")  # fmt: skip
    return tables.as_csv(columns, _flow_rows(assessment, withheld))


def _flow_rows(assessment: Assessment, withheld: Withheld) -> Iterator[_Cells]:
    flows = assessment.footprint.flows
    secret = [bool(withheld.commitment(one)) for one in flows.factors]
    bases = [one.name.lower() for one in Basis]
    whole = zip(
        flows.line.tolist(), flows.stage.tolist(), flows.factor.tolist(), flows.amount.tolist(),
        flows.basis.tolist(), flows.element.tolist(), assessment.footprint.steps.tolist(),
        flows.processes or [""] * len(flows.line), strict=True,
    )  # fmt: skip
    before, order = (-1, -1), 0
    for line, stage, factor, amount, basis, element, steps, process in whole:
        order = order + 1 if (line, stage) == before else 0
        before = (line, stage)
        yield (flows.line_ids[line], STAGES[stage].value, order, factor,
               "" if secret[factor] else repr(amount), bases[basis],
               "" if element < 0 else element, steps, process)  # fmt: skip


def _lines(assessment: Assessment) -> bytes:
    scores = (score for lot in assessment.lots for one in lot.ranking for score in one.lines)
    return tables.as_csv(_LINE, (_line(one) for one in scores))


def _line(one: LineScore) -> _Cells:
    return (
        one.id, one.line.lot, one.line.number, one.supplier, one.product or "", one.match_method,
        _text(one.match_score), _text(one.mass_kg_per_unit), _text(one.quantity),
        _text(one.price_sek_per_unit), _text(one.waste_sek), _text(one.kg_co2e_per_unit),
        _text(one.price_sek), _text(one.kg_co2e), _text(one.complete), one.where,
    )  # fmt: skip


def _routes(assessment: Assessment) -> bytes:
    columns = ("element", *_ELEMENT, *_MEASURES, "factor_id", "assumptions",
               "start_point", "end_point")  # fmt: skip
    elements = assessment.footprint.flows.elements
    return tables.as_csv(columns, (_route(n, one) for n, one in enumerate(elements)))


def _route(number: int, one: ChainElement) -> _Cells:
    named = [_text(getattr(one, name)) for name in (*_ELEMENT, *_MEASURES)]
    return (number, *named, one.factor_id, " ".join(one.assumptions),
            _point(one.start_point), _point(one.end_point))  # fmt: skip


def _point(point: tuple[float, float] | None) -> str:
    return "" if point is None else f"{point[0]!r} {point[1]!r}"


def _places(assessment: Assessment) -> bytes:
    found: set[tuple[str, float, float]] = set()
    for one in assessment.footprint.flows.elements:
        for name, point in ((one.start, one.start_point), (one.end, one.end_point)):
            if point is not None:
                found.add((name, *point))
    rows = [(name, repr(north), repr(east)) for name, north, east in sorted(found)]
    return tables.as_csv(("name", "latitude", "longitude"), rows)


def _matches(assessment: Assessment) -> bytes:
    rows: list[Sequence[str]] = []
    for line, match in sorted(assessment.matches.items()):
        seen = assessment.wanted[line]
        rows.append((line, *(_text(getattr(seen, name)) for name in _MATCH[1:5]),
                     match.product_id or "", match.method, _text(match.score),
                     match.reason))  # fmt: skip
    return tables.as_csv(_MATCH, rows)


def _proofs(assessment: Assessment) -> dict[str, bytes]:
    """Return which file each line counts with; no table where no line counts with one."""
    rows = [
        (one.id, one.proof.file, one.proof.sha256, one.proof.level, one.proof.digest)
        for one in assessment.inputs
        if one.proof is not None
    ]
    return {records.PROOFS: tables.as_csv(_PROOF, rows)} if rows else {}
