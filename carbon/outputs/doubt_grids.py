"""What is shown of a lot's uncertainty, as grids of values."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from carbon import language
from carbon.outputs import factor_names, terms
from carbon.outputs.doubt import Grid, Value, percent, word
from carbon.tender.doubt.records import LotDoubt, Question, Range, Strain, Turn
from carbon.tender.records import Assessment

_UNSTATED = "not stated"  # as factors say of their GWP set


def grids(assessment: Assessment, lot: LotDoubt, lang: str) -> tuple[Grid, ...]:
    """Return everything that is known of a lot's uncertainty; empty grids are left out."""
    made = (
        _offers(lot, lang),
        _pairs(lot, lang),
        _at(lot, lang),
        _drivers(assessment, lot, lang),
        _questions(lot, lang),
        _gaps(lot, lang),
        _strains(assessment, lot, lang),
        _gwp(lot, lang),
    )
    return tuple(one for one in made if one.rows)


def _name(text: str) -> Value:
    return Value(kind="name", text=text)


def _words(text: str) -> Value:
    return Value(kind="words", text=text)


def _number(kind: str, number: Decimal | int | None) -> Value:
    return Value(kind=kind, number=None if number is None else Decimal(number))


def _grid(
    lang: str, name: str, headers: Sequence[str], rows: Sequence[Sequence[Value]], note: str = ""
) -> Grid:
    return Grid(
        caption=word(f"{name}-caption", lang),
        headers=tuple(word(one, lang) for one in headers),
        rows=tuple(tuple(row) for row in rows),
        note=note,
    )


def _three(kind: str, found: Range) -> list[Value]:
    return [_number(kind, one) for one in (found.low, found.middle, found.high)]


def _offers(lot: LotDoubt, lang: str) -> Grid:
    ends = ("low", "middle", "high")
    headers = (
        "supplier",
        "first",
        *(f"kg-{end}" for end in ends),
        *(f"sum-{end}" for end in ends),
    )
    rows = [
        [
            _name(one.supplier),
            _number("chance", one.probability_first),
            *_three("kg", one.kg_co2e),
            *_three("sek", one.comparison_sum_sek),
        ]
        for one in lot.offers
    ]
    return _grid(lang, "offers", headers, rows)


def _pairs(lot: LotDoubt, lang: str) -> Grid:
    rows = [
        [_name(one.first), _name(one.second), _number("chance", one.probability)]
        for one in lot.pairs
    ]
    return _grid(lang, "pairs", ("before", "after", "right"), rows)


def _at(lot: LotDoubt, lang: str) -> Grid:
    rows = [
        [
            _words(percent(one.correlation, lang)),
            _number("chance", one.winner_holds),
            _number("chance", one.ranking_holds),
        ]
        for one in lot.at
        if len(lot.offers) > 1
    ]
    return _grid(lang, "at", ("correlation", "winner-holds", "ranking-holds"), rows)


def _drivers(assessment: Assessment, lot: LotDoubt, lang: str) -> Grid:
    names = factor_names.by_label(assessment, lang)
    rows = [
        [
            _name(names.get(one.what, one.what)),
            _words(word(f"driver-{one.kind}", lang)),
            _name(one.supplier) if one.supplier else _words(word("everybody", lang)),
            _number("share", one.share),
        ]
        for one in lot.drivers
    ]
    return _grid(lang, "drivers", ("driver-what", "driver-kind", "supplier", "share"), rows)


def question_text(one: Question, lang: str) -> str:
    """Return the question as it is put to everybody who lacks the datum."""
    return word(
        "ask-transport" if one.stage == "transport" else "ask-stage",
        lang,
        line=terms.shown(one.line, terms.NAME_LIMIT),
        name=terms.shown(one.name, terms.NAME_LIMIT),
        stage=terms.stage(one.stage, lang),
    )


def _questions(lot: LotDoubt, lang: str) -> Grid:
    headers = (
        "question", "asked", "concerns", "default", "turn", "plausible", "likelihood", "then",
    )  # fmt: skip
    rows = [_turn(one, turn, lang) for one in lot.questions for turn in one.turns]
    note = word("questions-why", lang)
    if lot.questions_cut:
        note = f"{note} {word('questions-cut', lang, count=lot.questions_cut)}"
    return _grid(lang, "questions", headers, rows, note)


def _turn(one: Question, turn: Turn, lang: str) -> list[Value]:
    low, high = (language.number(kg, lang, 3) for kg in (turn.kg_low, turn.kg_high))
    names = ", ".join(terms.shown(name, terms.SUPPLIER_LIMIT) for name in one.to)
    return [
        Value(kind="text", text=question_text(one, lang)),
        Value(kind="text", text=names),
        _name(turn.supplier),
        _number("unit", turn.kg_default),
        _number("unit", turn.kg_turn),
        _words(f"{low}–{high}"),
        _number("chance", turn.likelihood),
        _name(turn.winner),
    ]


def _gaps(lot: LotDoubt, lang: str) -> Grid:
    rows = [
        [_name(one.supplier), _name(", ".join(one.lines)), _number("sek", one.room_sek)]
        for one in lot.gaps
    ]
    note = word("gaps-why", lang)
    return _grid(lang, "gaps", ("supplier", "missing-lines", "room"), rows, note)


def _strains(assessment: Assessment, lot: LotDoubt, lang: str) -> Grid:
    rows = [
        [
            _words(family(assessment, one, lang)),
            _number("count", one.factors),
            _name(", ".join(one.low)),
            _name(", ".join(one.high)),
            _words(language.word("outputs-yes" if one.changes else "outputs-no", lang)),
        ]
        for one in lot.strains
    ]
    headers = ("family", "factors", "low", "high", "changes")
    return _grid(lang, "stress", headers, rows, word("stress-why", lang))


def family(assessment: Assessment, one: Strain, lang: str) -> str:
    """Return the name of a family that the stress test moved."""
    name = one.name
    if one.kind == "stage":
        name = terms.stage(one.name, lang)
    elif one.kind == "group":
        known = assessment.library.commodities.get(one.name)
        if known is not None:
            name = known.name_sv if lang == "sv" else known.name_en
    elif one.kind == "family":
        name = language.word_or(f"doubt-family-{one.name}", lang, one.name)
    elif one.name == _UNSTATED:
        return word("kind-gwp-unstated", lang)
    return word(f"kind-{one.kind}", lang, name=name)


def _gwp_name(name: str, lang: str) -> str:
    known = {"as declared": "gwp-declared", _UNSTATED: "gwp-unstated"}
    return word(known[name], lang) if name in known else name


def _gwp(lot: LotDoubt, lang: str) -> Grid:
    rows = [
        [
            _words(_gwp_name(one.gwp, lang)),
            _number("count", one.factors),
            _number("share", one.share),
        ]
        for one in lot.gwp_sets
    ]
    return _grid(lang, "gwp", ("gwp", "factors", "gwp-share"), rows, word("gwp-why", lang))
