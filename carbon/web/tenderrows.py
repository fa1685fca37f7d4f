"""What the default would have cost in a chosen tender, as the template shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from carbon import language
from carbon.farm.records import OwnFootprint
from carbon.outputs import terms
from carbon.tender import models
from carbon.web import posted as names
from carbon.web import tenders
from carbon.web.posted import Posted
from carbon.web.rendering import words
from carbon.web.site import Site
from carbon.web.tenders import Cost, Pack

_PRICE_DECIMALS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderView:
    """The part of the result about a tender."""

    sentences: tuple[str, ...]
    rows: tuple[tuple[str, str, str, str, str], ...]


def view(site: Site, own: OwnFootprint, posted: Posted, lang: str) -> TenderView | None:
    """Return what the default would have cost; None where no tender was chosen."""
    pack = site.pack(posted.get(names.TENDER, ""))
    if pack is None:
        return None
    word = words(lang)
    if not models.in_kronor(pack.tender.evaluation):
        return TenderView(sentences=(_lead(pack, (), lang), word("tender-no-price")), rows=())
    found = tenders.costs(pack, own.answers.product, own.stage_kg, own.stages)
    if not found:
        return TenderView(sentences=(_lead(pack, (), lang), word("tender-no-line")), rows=())
    difference = sum((one.default_sek - one.own_sek for one in found), Decimal(0))
    kind = "saves" if difference >= 0 else "costs"
    return TenderView(
        sentences=(
            _lead(pack, found, lang),
            word(f"tender-{kind}", kr=language.number(abs(difference), lang)),
            word("tender-terms"),
        ),
        rows=tuple(_row(one, lang) for one in found),
    )


def _lead(pack: Pack, found: Sequence[Cost], lang: str) -> str:
    prices = {one.price_sek_per_kg for one in found}
    tender = pack.tender
    shown = {
        "title": terms.shown(tender.title, terms.NAME_LIMIT),
        "buyer": terms.shown(tender.buyer, terms.NAME_LIMIT),
    }
    if len(prices) != 1:
        return words(lang)("tender-lead-lots", **shown)
    price = language.number(prices.pop(), lang, _PRICE_DECIMALS)
    return words(lang)("tender-lead", price=price, **shown)


def _row(one: Cost, lang: str) -> tuple[str, str, str, str, str]:
    unit = language.word_or(f"unit-{one.line.unit}", lang, one.line.unit)
    name = terms.shown(f"{one.line.number} {one.line.name}", terms.NAME_LIMIT)
    return (
        name,
        f"{language.number(one.quantity, lang)} {unit}",
        language.number(one.default_sek, lang),
        language.number(one.own_sek, lang),
        language.number(one.default_sek - one.own_sek, lang),
    )
