"""The words of an explanation: what each sum and each of its terms is called."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from carbon import language
from carbon.outputs import terms
from carbon.outputs.explain_records import Explanation, Figure, Sum, Term

_FRACTION_DECIMALS = 12  # of points, which are exact fractions and may have no end


def word(key: str, lang: str, **values: object) -> str:
    """Return a text of the explanation."""
    return language.word(f"explain-{key}", lang, **values)


def written(value: Figure | None, lang: str) -> str:
    """Return a figure with all its digits; a fraction without end as such, and about how much."""
    if value is None:
        return language.word("outputs-missing", lang)
    if isinstance(value, Decimal):
        return terms.reader_decimal(value, lang)
    return _fraction(value, lang)


def _fraction(value: Fraction, lang: str) -> str:
    rounded = Decimal(value.numerator) / Decimal(value.denominator)
    short = rounded.quantize(Decimal(1).scaleb(-_FRACTION_DECIMALS))
    if Fraction(short) == value:
        return terms.reader_decimal(short, lang)
    about = language.number(rounded, lang, _FRACTION_DECIMALS)
    return f"{value.numerator}/{value.denominator} ≈ {about}"


def unit_of(found: Explanation, lang: str) -> str:
    """Return what one announced unit of the line is called."""
    return terms.term("unit", found.score.line.unit, lang)


def field_name(name: str, lang: str) -> str:
    """Return what a field of an offer is called; without words, its own name."""
    return language.word_or(f"explain-field-{name}", lang, name)


def sum_name(one: Sum, found: Explanation, lang: str) -> str:
    """Return what a sum gives."""
    of = terms.stage(one.of, lang) if one.of else ""
    return word(f"sum-{one.level}", lang, of=of, unit=unit_of(found, lang))


def term_name(one: Term, lang: str) -> str:
    """Return what a term of a sum is."""
    if one.kind == "stage":
        return terms.stage(one.name, lang)
    if one.kind in ("flow", "criterion"):
        name = terms.shown(one.name, terms.NAME_LIMIT)
        return f"{terms.process(one.process, lang)}: {name}" if one.process else name
    return word(f"term-{one.kind}", lang, name=terms.shown(one.name, terms.NAME_LIMIT))


def total(one: Sum, found: Explanation, lang: str) -> str:
    """Return the total of a sum with its unit."""
    if one.total is None:
        return written(None, lang)
    return f"{written(one.total, lang)} {word(f'unit-{one.unit}', lang, unit=unit_of(found, lang))}"


def rank(found: Explanation, lang: str) -> str:
    """Return which place the offer has in its lot, or why it has none."""
    offer = found.offer
    if offer.rank is None:
        return word("incomplete", lang, reason=terms.without_rank(offer, lang))
    count = sum(1 for one in found.result.ranking if one.rank is not None)
    return word("rank-tied" if offer.tied else "rank", lang, rank=offer.rank, count=count)


def product(one: Sum, lang: str) -> str:
    """Return the terms of a product on one line, with what is divided by last."""
    text = ""
    for term in one.terms:
        sign = " ÷ " if term.divides else " × "
        said = f"{written(term.value, lang)} ({term_name(term, lang)})"
        text = f"{text}{sign}{said}" if text else said
    return text


def gathered(one: Sum, most: int) -> tuple[tuple[Term, ...], int, Figure | None]:
    """Return the terms to show of a long sum, how many lines are left out, and what they make.

    The line that was asked for, and whatever is missing or is no line, is always shown.
    """
    if len(one.terms) <= most or one.product:
        return one.terms, 0, None
    kept = tuple(t for t in one.terms if t.mine or t.kind != "line" or t.value is None)
    rest = [t.value for t in one.terms if t not in kept and t.value is not None]
    return kept, len(rest), sum((Fraction(value) for value in rest), Fraction(0))
