"""The carbon-price lens as data, as text and as tables of the report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from carbon import language
from carbon.outputs import charts, terms
from carbon.outputs.result import decimal
from carbon.outputs.tables import Table, dash, figure, outside, table, words
from carbon.tender.law import prices as published
from carbon.tender.lens.invented import AtInventedPrice, InventedLot
from carbon.tender.lens.prices import AtPrice, LotLens, Trial
from carbon.tender.lens.simulate import Simulation


def data(found: Simulation, lang: str) -> dict[str, Any]:
    """Return the contract of `carbon simulate --json`; decimals are strings."""
    return {
        "tender": found.tender.id,
        "lots": [_lot(one) for one in found.offers],
        "invented": [_invented(one) for one in found.invented],
        "problems": [language.described(one, lang) for one in found.problems],
    }


def _lot(lens: LotLens) -> dict[str, Any]:
    return {
        "id": lens.result.lot.id,
        "carbon_price_sek_per_kg": decimal(lens.result.carbon_price_sek_per_kg),
        "implied_by_points": lens.implied,
        "climate_share_of_variance": decimal(lens.climate_share),
        "switch_prices": [
            {"first": p.first, "second": p.second, "sek_per_kg": decimal(p.sek_per_kg)}
            for p in lens.result.switch_prices
        ],
        "winners": [
            {"supplier": r.supplier, "from": decimal(r.low), "to": decimal(r.high)}
            for r in lens.reigns
        ],
        "at_price": [_at(one) for one in lens.at],
        "per_kg_avoided": [
            {
                "supplier": one.supplier,
                "extra_sek": decimal(one.extra_sek),
                "avoided_kg": decimal(one.avoided_kg),
                "sek_per_kg": decimal(one.sek_per_kg),
            }
            for one in lens.avoided
        ],
    }


def _at(one: AtPrice) -> dict[str, Any]:
    return {
        "name": one.trial.name,
        "sek_per_kg": decimal(one.trial.sek_per_kg),
        "winners": list(one.winners),
        "price_sek": decimal(one.price_sek),
        "kg_co2e": decimal(one.kg_co2e),
        "extra_sek": decimal(one.extra_sek),
        "avoided_kg": decimal(one.avoided_kg),
        "sek_per_kg_avoided": decimal(one.sek_per_kg_avoided),
    }


def _invented(one: InventedLot) -> dict[str, Any]:
    return {
        "id": one.lot.id,
        "tenders": one.tenders,
        "offers": one.offers,
        "value_sek": decimal(one.value_sek),
        "kg_co2e": [one.kg_low, one.kg_high],
        "lines_left_out": list(one.left_out),
        "at_price": [
            {
                "name": at.trial.name,
                "sek_per_kg": decimal(at.trial.sek_per_kg),
                "climate_share_of_variance": list(at.climate_share),
                "another_winner": at.another_winner,
                "avoided": at.avoided,
                "dearer": at.dearer,
            }
            for at in one.at
        ],
    }


def trial_name(trial: Trial, lang: str) -> str:
    """Return what a looked-at price is, in words."""
    known = published.load().get(trial.name)
    if known is not None:
        return known.basis[lang]
    return language.word(f"lens-price-{trial.name}", lang)


def at_table(lens: LotLens, lang: str) -> Table:
    """Return what each looked-at price would have done."""
    keys = ("price", "winner", "extra", "avoided", "per-kg", "which")
    rows = [
        (
            figure(one.trial.sek_per_kg, lang, 2),
            outside(", ".join(one.winners), limit=terms.NAME_LIMIT),
            figure(one.extra_sek, lang, 0),
            figure(one.avoided_kg, lang, 0),
            dash() if one.sek_per_kg_avoided is None else figure(one.sek_per_kg_avoided, lang, 2),
            words(trial_name(one.trial, lang)),
        )
        for one in lens.at
    ]
    return table(word("at-caption", lang), [word(key, lang) for key in keys], rows)


def avoided_table(lens: LotLens, lang: str) -> Table:
    """Return what each offer costs per kg that it avoids against the cheapest."""
    keys = ("winner-any", "extra", "avoided", "per-kg")
    rows = [
        (
            outside(one.supplier, head=True, limit=terms.SUPPLIER_LIMIT),
            figure(one.extra_sek, lang, 0),
            figure(one.avoided_kg, lang, 0),
            dash() if one.sek_per_kg is None else figure(one.sek_per_kg, lang, 2),
        )
        for one in lens.avoided
    ]
    return table(word("avoided-caption", lang), [word(key, lang) for key in keys], rows)


def invented_table(one: InventedLot, lang: str) -> Table:
    """Return what each looked-at price does over invented tenders."""
    keys = ("price", "weight", "weight-range", "another", "less", "dearer", "which")
    rows = [
        (
            figure(at.trial.sek_per_kg, lang, 2),
            figure(at.climate_share[1] * 100, lang, 0, " %"),
            words(_range(at, lang)),
            figure(at.another_winner * 100, lang, 0, " %"),
            figure(at.avoided * 100, lang, 1, " %"),
            figure(at.dearer * 100, lang, 1, " %"),
            words(trial_name(at.trial, lang)),
        )
        for at in one.at
    ]
    caption = word(
        "invented-caption",
        lang,
        tenders=language.number(one.tenders, lang),
        offers=language.number(one.offers, lang),
        value=language.number(one.value_sek, lang),
        low=language.number(one.kg_low, lang),
        high=language.number(one.kg_high, lang),
    )
    note = ""
    if one.left_out:
        shown = terms.shown(", ".join(one.left_out), terms.NAME_LIMIT)
        note = word("left-out", lang, lines=shown)
    return table(caption, [word(key, lang) for key in keys], rows, note=note)


def _range(at: AtInventedPrice, lang: str) -> str:
    low, _, high = (language.number(value * 100, lang) for value in at.climate_share)
    return f"{low}–{high} %"


def sentences(lens: LotLens, lang: str) -> Iterator[str]:
    """Yield what the lens says of a lot in plain words."""
    price = language.number(lens.result.carbon_price_sek_per_kg, lang, 2)
    yield word("implied" if lens.implied else "announced", lang, price=price)
    if lens.climate_share is not None:
        share = language.number(lens.climate_share * 100, lang)
        yield word("weight-sentence", lang, share=share)


def as_text(found: Simulation, lang: str) -> Iterator[str]:
    """Yield the lens as lines for a terminal."""
    for lens in found.offers:
        title = terms.shown(lens.result.lot.title, terms.NAME_LIMIT)
        yield word("lot", lang, title=title)
        for sentence in sentences(lens, lang):
            yield f"  {sentence}"
        yield from (f"  {charts.reign_text(reign, lang)}" for reign in lens.reigns)
        yield from (f"  {pair}" for pair in _pairs(lens, lang))
        yield from _lines(at_table(lens, lang))
        yield from _lines(avoided_table(lens, lang))
        yield ""
    for one in found.invented:
        title = terms.shown(one.lot.title, terms.NAME_LIMIT)
        yield word("lot-invented", lang, title=title)
        yield from _lines(invented_table(one, lang))
        yield ""
    yield word("not-a-rule", lang)


def _pairs(lens: LotLens, lang: str) -> Iterator[str]:
    """Yield the switch price of each pair that has one."""
    for pair in lens.result.switch_prices:
        if pair.sek_per_kg is not None:
            yield language.word(
                "summary-switch",
                lang,
                first=terms.shown(pair.first, terms.SUPPLIER_LIMIT),
                second=terms.shown(pair.second, terms.SUPPLIER_LIMIT),
                price=language.number(pair.sek_per_kg, lang, 2),
            )


def _lines(shown: Table) -> Iterator[str]:
    """Yield a table with aligned columns."""
    yield f"  {shown.caption}"
    rows = [shown.headers, *(tuple(cell.text for cell in row) for row in shown.rows)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(shown.headers))]
    for row in rows:
        cells = [
            text.rjust(width) if numeric else text.ljust(width)
            for text, width, numeric in zip(row, widths, shown.numeric or widths, strict=False)
        ]
        yield "    " + "  ".join(cells).rstrip()
    if shown.note:
        yield f"    {shown.note}"


def word(key: str, lang: str, **values: object) -> str:
    """Return a text of the lens."""
    return language.word(f"lens-{key}", lang, **values)
