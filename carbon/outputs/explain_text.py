"""The explanation of a line as plain text, for a terminal or a letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from carbon import language
from carbon.outputs import explain_flows, ownfiles, terms
from carbon.outputs import explain_words as say
from carbon.outputs.explain_line import taken_apart
from carbon.outputs.explain_records import Explanation, Sum
from carbon.tender.records import Assessment

_MOST_TERMS = 30  # of a sum; the others are one figure, and stand in the page and the data
_FOOTPRINT = ("stage", "unit")


def explain_text(assessment: Assessment, supplier: str, line_number: str, lang: str) -> str:
    """Return every flow of a line and every sum up to J in words, in Swedish or English.

    Raises UsageError when there is no such supplier or line.
    """
    found = taken_apart(assessment, supplier, line_number)
    parts = (
        head(found, lang),
        _own(found, lang),
        _flows(assessment, found, lang),
        _line(found, lang),
        _offer(found, lang),
        _assumptions(found, lang),
        _read(found, lang),
        _remarks(found, lang),
        origin(assessment, lang),
    )
    return "\n".join("\n".join(part) + "\n" for part in map(list, parts) if part)


def _word(key: str, lang: str, **values: object) -> str:
    return language.word(f"outputs-x-{key}", lang, **values)


def _heading(key: str, lang: str, **values: object) -> Iterator[str]:
    text = say.word(f"heading-{key}", lang, **values)
    yield text
    yield "-" * len(text)


def head(found: Explanation, lang: str) -> Iterator[str]:
    """Yield which line it is, where it was read and what it was taken for."""
    score, product = found.score, found.product
    name = None if product is None else (product.name_sv if lang == "sv" else product.name_en)
    yield _word(
        "title",
        lang,
        lot=terms.shown(found.result.lot.id, terms.NAME_LIMIT),
        line=terms.shown(score.line.number, terms.NAME_LIMIT),
        name=terms.shown(score.line.name, terms.NAME_LIMIT),
        supplier=terms.shown(found.offer.supplier, terms.NAME_LIMIT),
    )
    yield _word("where", lang, where=terms.shown(score.where))
    if found.offered_name:
        yield say.word("offered", lang, name=terms.shown(found.offered_name, terms.NAME_LIMIT))
    yield _word(
        "match",
        lang,
        product=terms.shown(name or score.product) or language.word("outputs-missing", lang),
        method=terms.term("method", score.match_method, lang),
        score=language.number(score.match_score * 100, lang),
    )
    if found.match_reason:
        yield say.word("why", lang, reason=terms.shown(found.match_reason))
    if score.line.optional:
        yield say.word("optional", lang)


def _own(found: Explanation, lang: str) -> Iterator[str]:
    if found.own is None:
        return
    heading = language.word("own-file-heading", lang)
    yield heading
    yield "-" * len(heading)
    yield from ownfiles.told(found.own, say.unit_of(found, lang), lang)


def _flows(assessment: Assessment, found: Explanation, lang: str) -> Iterator[str]:
    yield from _heading("flows", lang, unit=say.unit_of(found, lang))
    yield from explain_flows.notes(assessment, found, lang)
    for flow in found.flows:
        yield from explain_flows.flow_text(assessment, flow, lang)
    for one in found.sums:
        if one.level in _FOOTPRINT:
            yield from _sum(one, found, lang)
    if found.flows:
        kg, unit = say.written(found.score.kg_co2e_per_unit, lang), say.unit_of(found, lang)
        yield _word("per-unit", lang, kg=kg, unit=unit)


def _line(found: Explanation, lang: str) -> Iterator[str]:
    yield from _heading("line", lang)
    for one in found.sums:
        if one.level not in _FOOTPRINT and not _of_offer(one):
            yield from _sum(one, found, lang)


def _of_offer(one: Sum) -> bool:
    return one.level.startswith("offer-") or one.level == "points"


def _offer(found: Explanation, lang: str) -> Iterator[str]:
    yield from _heading("offer", lang)
    for one in found.sums:
        if _of_offer(one):
            yield from _sum(one, found, lang)
    if found.offer.points is not None:
        yield say.word("points-shown", lang, points=say.written(found.offer.points, lang))
    yield say.rank(found, lang)


def _sum(one: Sum, found: Explanation, lang: str) -> Iterator[str]:
    """Yield a product on one line, a sum with its terms under each other."""
    name, total = say.sum_name(one, found, lang), say.total(one, found, lang)
    if one.product:
        yield f"{name}: {say.product(one, lang)} = {total}{_rest(one, lang)}"
        return
    yield f"{name}:"
    rows = list(_rows(one, lang))
    width = max((len(value) for value, _ in rows), default=0)
    for number, (value, said) in enumerate(rows):
        yield f"  {' ' if number == 0 else '+'} {value.rjust(width)}  {said}"
    yield f"  = {total}{_rest(one, lang)}"


def _rows(one: Sum, lang: str) -> Iterator[tuple[str, str]]:
    shown, left, value = say.gathered(one, _MOST_TERMS)
    for term in shown:
        mine = f" ← {say.word('this-line', lang)}" if term.mine else ""
        yield say.written(term.value, lang), f"{say.term_name(term, lang)}{mine}"
    if left:
        yield say.written(value, lang), say.word("others", lang, count=left)


def _rest(one: Sum, lang: str) -> str:
    """Return what the terms leave of the total, where something was rounded."""
    if not one.rest:
        return ""
    return f" ({say.word('rest', lang)}: {say.written(Fraction(one.rest), lang)})"


def _assumptions(found: Explanation, lang: str) -> Iterator[str]:
    if not found.assumptions:
        return
    yield from _heading("assumptions", lang)
    for one in found.assumptions:
        yield say.word(
            "assumption",
            lang,
            id=one.id,
            value=one.value,
            unit=one.unit,
            reason=terms.shown(one.reason),
            source=terms.shown(one.source),
            locator=terms.shown(one.locator),
        )


def _read(found: Explanation, lang: str) -> Iterator[str]:
    if not found.reads:
        return
    yield from _heading("read", lang)
    for name, read in found.reads.items():
        text, where = terms.shown(read.text, terms.NAME_LIMIT), terms.shown(read.where)
        yield say.word("read", lang, field=say.field_name(name, lang), text=text, where=where)


def _remarks(found: Explanation, lang: str) -> Iterable[str]:
    if not found.remarks:
        return
    yield from _heading("remarks", lang)
    for one in found.remarks:
        yield say.word(
            "remark",
            lang,
            severity=language.word(f"severity-{one.severity}", lang),
            message=language.message(one, lang),
            where=one.where,
        )


def origin(assessment: Assessment, lang: str) -> Iterator[str]:
    """Yield engine, library and method that the figures come from."""
    yield say.word(
        "origin",
        lang,
        version=assessment.engine_version,
        edition=assessment.library.edition,
        pack=assessment.pack_sha256,
    )
