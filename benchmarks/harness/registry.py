"""Every measurement by its id: the numbered targets in their order, then the others."""

from __future__ import annotations

from importlib import import_module

from benchmarks.harness.measurement import Measurement

# Each module has MEASUREMENTS and imports what it measures only when it measures.
MODULES = (
    "startup",
    "run_tender",
    "read_xlsx",
    "read_rows",
    "match_names",
    "footprint",
    "monte_carlo",
    "brightway",
    "workbook",
    "workbook_rows",
    "end_to_end",
    "pdf_page",
    "same_bytes",
    "recalculation",
    "hostile",
    "interrupted",
    "verify",
    "load_library",
    "select_factors",
    "gazetteer",
    "road_times",
    "road_network",
    "match_gold",
    "page",
)


def every() -> dict[str, Measurement]:
    """Return all measurements by id."""
    found = [one for name in MODULES for one in import_module(f"benchmarks.{name}").MEASUREMENTS]
    return {one.id: one for one in sorted(found, key=_place)}


def _place(one: Measurement) -> tuple[str, int]:
    """Return where an id stands; sorting keeps the order of those that share a place."""
    letter, number = one.id[:1], one.id[1:]
    return (letter, int(number)) if number.isdecimal() else ("Z", 0)
