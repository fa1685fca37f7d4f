"""What a rule about the tender itself may look at, and how it says what it found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from carbon.library.records import Library
from carbon.tender import models
from carbon.tender.law.clauses import Clause, Place
from carbon.tender.law.prices import Preset
from carbon.tender.law.regime import Standing
from carbon.tender.law.rules import Rule
from carbon.tender.records import Tender


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What exists once a tender is published; a part that is None is not there yet."""

    locked_sha256: str | None = None  # of the method pack, as the lock holds it
    pack_sha256: str | None = None  # of the method pack now
    notice: Mapping[str, Sequence[str]] | None = None  # eForms business term -> codes
    contract_lines: frozenset[str] | None = None  # Line.id whose value is a contract term


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything that a rule may look at."""

    tender: Tender
    rule: Rule
    clauses: tuple[Clause, ...] = ()
    library: Library | None = None
    standing: Standing | None = None
    presets: Mapping[str, Preset]
    published: Published = Published()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing that a rule found in the tender: what, with which figures, and where."""

    detail: str  # law-detail-<detail> in templates/lang/words
    key: str = ""  # of tender.yaml
    values: tuple[tuple[str, str], ...] = ()
    clause: Clause | None = None  # when the thing stands in a text
    place: Place | None = None  # when it stands in the basket


def told(detail: str, key: str, **values: object) -> Found:
    """Return what was found at a key of tender.yaml."""
    texts = tuple((name, str(value)) for name, value in values.items())
    return Found(detail=detail, key=key, values=texts)


def climate_counts(tender: Tender) -> bool:
    """Tell whether emissions decide anything in any lot: a price of them, or a ceiling."""
    rule = tender.evaluation
    priced = any(models.carbon_price(rule, lot.id) != 0 for lot in tender.lots)
    return priced or bool(rule.ceiling_kg_by_lot)
