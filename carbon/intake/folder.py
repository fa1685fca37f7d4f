"""The folder of a tender: its offers read, and a new one laid out.

Every file in offers/ is read, in order of name, in one batch; one workbook per supplier and one for
all are the same here. Nothing outside the folder is opened, links included.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from carbon import resources
from carbon.intake import (
    basket,
    collector,
    currencies,
    files,
    layouts,
    products,
    reading,
    tenderfile,
)
from carbon.intake.layouts import Layout
from carbon.intake.records import Offer, OfferedProduct
from carbon.intake.rows import SheetRead
from carbon.intake.tender_records import Tender
from carbon.intake.yamlfields import opened
from carbon.problems import Problem, error, note

OFFERS = "offers"
SUFFIXES = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv", ".txt", ".xml"})


def offer_files(folder: Path) -> tuple[list[tuple[Path, str]], list[Problem]]:
    """Return the files in offers/ with the names messages use; others are named and left out."""
    root = folder.resolve()
    place = folder / OFFERS
    if not place.is_dir():
        return [], [error("offers-missing", f"{OFFERS}/")]
    found: list[tuple[Path, str]] = []
    problems: list[Problem] = []
    for path in sorted(place.iterdir(), key=lambda one: one.name):
        name = f"{OFFERS}/{path.name}"
        if path.name.startswith((".", "~$")):
            continue
        if not path.resolve().is_relative_to(root):
            problems.append(error("path-outside", name, found=path.name))
        elif not path.is_file() or not _is_offer(path):
            problems.append(note("file-left-out", name, found=path.suffix or "/"))
        else:
            found.append((path, name))
    if not found:
        problems.append(error("offers-missing", f"{OFFERS}/"))
    return found, problems


def _is_offer(path: Path) -> bool:
    """Tell whether a file may be an offer; JSON is one when it holds trade items."""
    suffix = path.suffix.lower()
    return suffix in SUFFIXES or (suffix == ".json" and files.is_trade_message(path))


def read_offers(
    folder: Path, tender: Tender, layouts_tried: Sequence[Layout] | None = None
) -> tuple[tuple[Offer, ...], list[Problem]]:
    """Return what every supplier offers, and all that was found in the files.

    Without `layouts_tried` the layouts that tender.yaml names come first, then the library's.
    """
    found, problems = offer_files(folder)
    tried = _layouts(folder) if layouts_tried is None else layouts_tried
    reads: list[tuple[str, SheetRead]] = []
    outcomes = files.read_workbooks(found)
    for (_, name), (workbook, wrong) in zip(found, outcomes, strict=True):
        if workbook is None:
            problems += wrong
            continue
        read = reading.read_sheets(workbook, wrong, tried)
        problems += read.problems
        reads += [(name, sheet) for sheet in read.sheets]
    with collector.paused():
        offers, wrong = products.offers(reads)
    code = tender.currency.code
    problems += [*wrong, *_currencies(offers, code)]
    return tuple(_without_foreign_prices(offer, code) for offer in offers), problems


def _layouts(folder: Path) -> Sequence[Layout]:
    fields, _ = opened(folder / tenderfile.FILE, tenderfile.FILE)
    if fields is None:
        return layouts.known()
    tried, _ = basket.own_layouts(folder, fields)
    return tried


def _currencies(offers: Sequence[Offer], code: str) -> list[Problem]:
    """Name every price in another currency than the tender's; it is not converted."""
    return [
        error("currency-differs", _price_cell(product), found=product.currency, expected=code)
        for offer in offers
        for product in offer.products
        if _foreign(product, code)
    ]


def _foreign(product: OfferedProduct, code: str) -> bool:
    return product.currency is not None and not currencies.common(product.currency, code)


def _price_cell(product: OfferedProduct) -> str:
    read = product.cells.get("price") or product.cells.get("price_per_kg")
    return read.where if read is not None else product.where


def _without_foreign_prices(offer: Offer, code: str) -> Offer:
    if not any(_foreign(product, code) for product in offer.products):
        return offer
    kept = tuple(
        replace(product, price=None) if _foreign(product, code) else product
        for product in offer.products
    )
    return replace(offer, products=kept)


def new_tender(folder: Path) -> list[Problem]:
    """Lay out a tender folder ready to fill in; a folder that has a tender.yaml is left alone."""
    if (folder / tenderfile.FILE).exists():
        return [error("tender-exists", str(folder.name), found=tenderfile.FILE)]
    template = resources.templates_folder() / "tender" / tenderfile.FILE
    try:
        (folder / OFFERS).mkdir(parents=True, exist_ok=True)
        shutil.copyfile(template, folder / tenderfile.FILE)
    except OSError as wrong:
        reason = wrong.strerror or str(wrong)
        return [error("folder-unwritable", folder.name, found=reason)]
    return []
