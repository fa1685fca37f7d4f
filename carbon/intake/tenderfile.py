"""tender.yaml to a Tender: the buyer's rule and lines, strictly read, every problem at once.

Nothing that decides the award has a default that the buyer did not choose: without a carbon price
and the reason for it there is no tender. Lines stand in the file or in a basket workbook.
"""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path

from carbon import yamlfile
from carbon.intake import basket, contractfile, procurementfile, rulefile, screenfile
from carbon.intake.tender_records import (
    Currency,
    Delivery,
    Lot,
    Tender,
)
from carbon.intake.yamlfields import Fields, opened
from carbon.library.records import STAGES, Stage
from carbon.problems import Problem, has_errors, warning

FILE = "tender.yaml"
_KEYS = ("tender", "language", "boundary", "delivery", "drop_size_kg", "evaluation", "currency",
         "evidence", "lots", "basket", "lot", "layouts", "factors_edition", "documents",
         "overrides", "people", "contract", "screens")  # fmt: skip
_WHOLE_CHAIN = tuple(s for s in STAGES if s not in (Stage.PREPARATION, Stage.WASTE))
_SHARE_STEP = Decimal("1e-9")


def read_tender(folder: Path) -> tuple[Tender | None, list[Problem]]:
    """Return the tender that a folder describes, or None and everything wrong with it."""
    fields, problems = opened(folder / FILE, FILE)
    if fields is None:
        return None, problems
    fields.only(*_KEYS)
    lots, sources = _lots(folder, fields)
    sources += basket.layout_files(folder, fields)
    tender = _tender(fields, lots, _digest(folder, sources))
    return (None if has_errors(fields.problems) else tender), fields.problems


def _digest(folder: Path, sources: list[Path]) -> str:
    total = hashlib.sha256()
    for path in (folder / FILE, *sources):
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _tender(fields: Fields, lots: tuple[Lot, ...], sha256: str) -> Tender:
    head = fields.inner("tender", required=True) or Fields(
        yamlfile.YamlMapping(1), FILE, "tender", fields.problems
    )
    head.only(*procurementfile.HEAD)
    level = fields.inner("evidence")
    if level is not None:
        level.only("accepted_level")
    accepted = level.decimal("accepted_level", default=Decimal(2)) if level else Decimal(2)
    if level is not None and accepted not in (2, 3):
        level.wrong("tender-value", "accepted_level", found=accepted, expected="2, 3")
    drop = fields.decimal("drop_size_kg")
    if drop is None or drop <= 0:
        fields.wrong("tender-key-missing", "drop_size_kg")
    return Tender(
        id=head.text("id", required=True),
        title=head.text("title", required=True),
        buyer=head.text("buyer", required=True),
        reference=head.text("reference"),
        language=fields.choice("language", ("sv", "en"), default="sv"),
        boundary=_boundary(fields),
        delivery=_delivery(fields),
        drop_size_kg=float(drop or 0),
        evaluation=rulefile.read(fields, FILE, lots),
        currency=_currency(fields),
        accepted_evidence_level=int(accepted or 0),
        lots=lots,
        as_of=head.date("as_of"),
        factors_edition=fields.text("factors_edition") or None,
        sha256=sha256,
        procurement=procurementfile.read(head, fields),
        contract=contractfile.read(fields),
        screens=screenfile.read(fields, lots),
    )


def _boundary(fields: Fields) -> tuple[Stage, ...]:
    known = {stage.value: stage for stage in STAGES}
    found = fields.value("boundary", default=[], required=True)
    if not isinstance(found, list):
        fields.wrong("tender-value", "boundary", found=found, expected=", ".join(known))
        return ()
    words = [str(word) for word in found]
    for word in words:
        if word not in known:
            fields.wrong("tender-value", "boundary", found=word, expected=", ".join(known))
    for word in sorted({word for word in words if words.count(word) > 1}):
        fields.wrong("tender-twice", "boundary", found=word)
    missing = [stage.value for stage in _WHOLE_CHAIN if stage.value not in words]
    if len(missing) == len(_WHOLE_CHAIN):
        fields.wrong("tender-value", "boundary", found="-", expected=", ".join(known))
    elif missing:
        where = fields.where("boundary")
        fields.problems.append(warning("boundary-partial", where, found=", ".join(missing)))
    return tuple(stage for stage in STAGES if stage.value in words)


def _delivery(fields: Fields) -> tuple[Delivery, ...]:
    places: list[Delivery] = []
    total = Decimal(0)
    for one in fields.each("delivery"):
        one.only("place", "share")
        share = one.decimal("share")
        if share is None or not 0 < share <= 1:
            one.wrong("tender-value", "share", found=one.content.get("share"), expected="0-1")
            continue
        total += share
        place = one.text("place", required=True)
        places.append(Delivery(place=place, share=float(share), where=one.where("place")))
    if not fields.content.get("delivery"):
        fields.wrong("tender-key-missing", "delivery")
    elif abs(total - 1) > _SHARE_STEP:
        fields.wrong("tender-shares", "delivery", found=total)
    return tuple(places)


def _currency(fields: Fields) -> Currency:
    inner = fields.inner("currency")
    if inner is None:
        return Currency(code="SEK", sek_per_unit=Decimal(1))
    inner.only("code", "sek_per_unit")
    code = inner.text("code", default="SEK").upper()
    rate = inner.decimal("sek_per_unit", default=Decimal(1) if code == "SEK" else None)
    if rate is None or rate <= 0 or (code == "SEK" and rate != 1):
        inner.wrong("currency-rate", "sek_per_unit", found=code)
        rate = Decimal(1)
    return Currency(code=code, sek_per_unit=rate)


def _lots(folder: Path, fields: Fields) -> tuple[tuple[Lot, ...], list[Path]]:
    """Return the lots and the files that they came from beside tender.yaml."""
    listed, source = fields.content.get("lots"), fields.content.get("basket")
    if (listed is None) == (source is None):
        fields.wrong("tender-lines-once", "lots")
        return (), []
    files: list[Path] = []
    if listed is not None:
        lots = basket.from_yaml(fields)
    else:
        lots, files = basket.from_file(folder, fields)
    for name in basket.ambiguous_names(lots):
        fields.wrong("tender-lot-twice", "lots" if listed is not None else "basket", found=name)
    return lots, files
