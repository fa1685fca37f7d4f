"""A small tender folder that can be published, and its publication."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from carbon.library.load import load
from carbon.library.records import Library
from carbon.problems import Problem
from carbon.tender.publication import changes, lock, publish
from carbon.tender.publication.publish import Publication

WHEN = "2027-01-15"
TENDER = """
tender:
  id: t-1
  title: Livsmedel <b>till</b> skolkök
  buyer: Region Exempel
  reference: EX 1
  kind: goods
  value_sek: "3200000"
  procedure: open
  as_of: "2027-03-01"
language: sv
boundary: [farm, land_use_change, processing, packaging, transport, storage]
delivery:
  - {place: "Falun, SE", share: "1"}
drop_size_kg: 200
evaluation:
  basis: price_quality
  model: M1
  carbon_price_sek_per_kg: "3.00"
  carbon_price_reason: "Beslut 2026-11-12 <script>alert(1)</script>"
  carbon_price_preset: mid
  price_year: "2026"
  tie_rule: lowest_price
  rounding: {flow_decimals: 6, price_decimals: 6, mode: half_even}
evidence: {accepted_level: 2}
contract: {sanction_sek_per_kg: "4.50", tolerance_percent: "5", follow_up_days: "60"}
lots:
  - id: "1"
    title: Rotfrukter
    lines:
      - {number: "1.1", name: "Morot, tvättad", quantity: 22000, unit: kg, product: carrot}
      - {number: "1.2", name: "Gul lök", quantity: 9000, unit: kg, product: onion-yellow}
"""
ANSWERED = changes.Change(
    who="Anna Ek",
    when="2027-02-01",
    why="Mängden var felskriven.",
    deadline_extended="yes",
    deadline_reason="Mängden är väsentlig.",
)

library = cache(load)


def known() -> Library:
    return library()


def folder(root: Path, **swaps: str) -> Path:
    """Write the tender to a new folder; `swaps` are texts to put in for others."""
    place = root / "tender"
    place.mkdir()
    write(place, **swaps)
    return place


def write(place: Path, old: str = "", new: str = "") -> None:
    assert old in TENDER
    (place / "tender.yaml").write_text(TENDER.replace(old, new, 1) if old else TENDER, "utf-8")


def prepared(
    place: Path, *, lang: str = "sv", when: str = WHEN, change: changes.Change | None = None
) -> tuple[Publication | None, list[Problem]]:
    return publish.prepare(place, when=when, lang=lang, change=change, findings=(), library=known())


def published(place: Path, *, change: changes.Change | None = None) -> Publication:
    """Publish the folder without its documents: the lock and the change are written."""
    made, problems = prepared(place, change=change)
    assert made is not None, problems
    if made.change is not None:
        path = place / changes.FILE
        before = path.read_text("utf-8") if path.exists() else None
        path.write_text(changes.with_entry(before, made.change), "utf-8")
    (place / lock.FILE).write_text(lock.as_text(made.lock), "utf-8")
    return made
