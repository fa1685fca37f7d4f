"""Names and closed sets in the reader's words, and outside text made fit to be shown."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from carbon import language, problems
from carbon.footprint.records import Basis
from carbon.library.records import Stage
from carbon.outputs.flows import Flow
from carbon.tender.records import Lot, RankedOffer

NAME_LIMIT = 120  # characters of a name that a reader is shown
SUPPLIER_LIMIT = 60  # of a supplier, who also stands beside a bar of a chart
TEXT_LIMIT = 400
_LINES_NAMED = 12  # how many missing lines a reason names before it counts the rest

# What a program turns into an error or into formatting when it stands as a cell's text.
_CELL_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")

_WORDS_KEPT = 512  # the same few words stand in most rows

_SHARED = ("mode", "temperature", "unit")  # words that other rooms use as well
_KNOWN = {
    "mode": ("road", "rail", "sea", "ferry", "air", "hub"),
    "temperature": ("ambient", "chilled", "frozen"),
    "method": ("decision", "code", "name", "synonym", "words", "none"),
    "unit": ("kg", "L", "item", "t*km"),
    "kind": ("leg", "hub", "inbound", "other"),
}


def shown(text: str | None, limit: int = TEXT_LIMIT) -> str:
    """Return outside text on one line, without control characters, at most `limit` long."""
    text = text or ""
    # Most names are already so; a workbook shows hundreds of thousands of them.
    if len(text) <= limit and text.isprintable() and "  " not in text and text == text.strip():
        return text
    return problems.shorten(text, limit)


def cell_text(text: str | None, limit: int = TEXT_LIMIT) -> str:
    """Return outside text that stays text in a spreadsheet.

    The workbook writer passes a string that looks like its own markup (<r>...</r>) on unescaped,
    and turns a formula's result that spells an error into that error; a space in front stops both.
    """
    clean = shown(text, limit)
    return f" {clean}" if clean.startswith("<r>") or clean in _CELL_ERRORS else clean


@lru_cache(maxsize=_WORDS_KEPT)
def stage(value: Stage | str, lang: str) -> str:
    """Return the reader's word for a life-cycle stage."""
    return language.word(f"stage-{value}", lang)


def stages(values: Iterable[Stage | str], lang: str) -> str:
    """Return several stages as one list in words."""
    return ", ".join(stage(value, lang) for value in values)


@lru_cache(maxsize=_WORDS_KEPT)
def basis(value: Basis, lang: str) -> str:
    """Return the reader's word for what stands behind a flow."""
    return language.word(f"outputs-basis-{value.name.lower()}", lang)


@lru_cache(maxsize=_WORDS_KEPT)
def term(kind: str, value: str, lang: str) -> str:
    """Return the reader's word of a closed set (mode, temperature, method, unit, kind).

    A value that the set does not know, such as a unit of a new factor, is shown as it is.
    """
    if value not in _KNOWN[kind]:
        return shown(value)
    return language.word(f"{kind}-{value}" if kind in _SHARED else f"outputs-{kind}-{value}", lang)


@lru_cache(maxsize=_WORDS_KEPT)
def vehicle(value: str, lang: str) -> str:
    """Return a vehicle class or kind of hub in words; an unknown one is shown as it is."""
    return language.word_or(f"vehicle-{value}", lang, shown(value, NAME_LIMIT))


@lru_cache(maxsize=_WORDS_KEPT)
def distance_method(value: str, lang: str) -> str:
    """Return how a distance was found, in words; a method without words is shown as it is."""
    return ", ".join(
        language.word_or(f"method-{part}", lang, shown(part, NAME_LIMIT))
        for part in value.split(", ")
    )


@lru_cache(maxsize=_WORDS_KEPT)
def process(value: str, lang: str) -> str:
    """Return what a flow of a producer's own account is, in words; empty for any other flow."""
    return language.word_or(f"farm-process-{value}", lang, shown(value)) if value else ""


def flow_basis(flow: Flow, lang: str) -> str:
    """Return what stands behind a flow; of a producer's own account, that an answer is missing."""
    if flow.process and flow.basis is Basis.DEFAULT:
        return language.word("own-file-basis-default", lang)
    return basis(flow.basis, lang)


def kind(flow: Flow) -> str:
    """Return what a flow of a chain is: leg, hub, raw material on its way, or other."""
    if flow.element is not None:
        return flow.element.kind
    return "inbound" if flow.stage is Stage.TRANSPORT else "other"


def lot_heading(lot: Lot, lang: str) -> str:
    """Return what stands above a lot: its id and its title, once where the two are the same."""
    return language.word("outputs-lot-heading", lang, lot=lot_name(lot))


def lot_name(lot: Lot) -> str:
    """Return id and title of a lot, or the title alone where it is the id again."""
    id_, title = shown(lot.id, NAME_LIMIT), shown(lot.title, NAME_LIMIT)
    return title if id_.casefold() == title.casefold() else f"{id_}: {title}"


def without_rank(offer: RankedOffer, lang: str) -> str:
    """Return in words why an offer has no rank."""
    if offer.above_ceiling:
        return language.word("outputs-above-ceiling", lang)
    if not offer.missing_lines:
        return language.word("outputs-not-judged", lang)
    named = ", ".join(shown(line, NAME_LIMIT) for line in offer.missing_lines[:_LINES_NAMED])
    rest = len(offer.missing_lines) - _LINES_NAMED
    if rest > 0:
        named = language.word("outputs-and-more", lang, lines=named, count=rest)
    return language.word("outputs-incomplete-reason", lang, lines=named)


def plain(value: Decimal) -> str:
    """Return a decimal as digits, without an exponent and without padding zeros.

    >>> plain(Decimal("1.180E+6")), plain(Decimal("0.100"))
    ('1180000', '0.1')
    """
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def reader_decimal(value: Decimal, lang: str) -> str:
    """Return a decimal with all its digits, written the reader's way."""
    digits = plain(value).partition(".")[2]
    return language.number(value, lang, len(digits))
