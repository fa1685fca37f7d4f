"""Layouts: what a kind of sheet calls its columns, told in YAML and by nothing else.

`factors/layouts/headings.yaml` holds the canonical fields with their usual headings; every other
file beside it is one layout, which adds its own headings on top. A tender folder may bring layouts
of its own, read by the same strict reader, so a new form needs no code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from carbon import resources, yamlfile
from carbon.intake import sections
from carbon.intake.fields import headings, pattern
from carbon.intake.texts import fold, fold_all
from carbon.problems import LibraryError, Problem, error

_KEYS = {
    "layout", "title", "kind", "supplier", "price_is", "search_rows", "header_rows", "required",
    "without", "columns", "ignore", "units", "blocks", "unique", "numbering", "count", "sections",
    "not_items", "stop", "totals", "refuse",
}  # fmt: skip
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": ("offers", "basket", "legs"),
    "supplier": ("column", "title", "file", "sheet", "block"),
    "price_is": ("per_unit", "per_package", "line_total"),
    "numbering": ("column", "rows"),
    "count": ("pieces", "priced_unit"),
}
_NOT_LAYOUTS = {"headings", "words", "drafting"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """Columns that repeat side by side."""

    fields: frozenset[str]
    also_shared: frozenset[str]  # those of them that may also stand once, before the blocks
    name_row: int  # where the block's name stands, relative to the heading row
    of: str  # supplier, or alternative: the same supplier's other prices
    take: str  # all or first
    at_least: int  # fewer blocks than this are another layout


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One kind of sheet."""

    id: str
    title: Mapping[str, str]
    kind: str
    supplier: str
    price_is: str
    search_rows: int
    header_rows: int
    required: tuple[tuple[str, ...], ...]  # each entry: any one of these fields
    without: frozenset[str]  # a sheet with one of these fields is another layout
    by_heading: Mapping[str, str]  # folded heading -> field, headings.yaml included
    shown: Mapping[str, str]  # field -> its first heading, as people write it
    ignore: frozenset[str]
    units: Mapping[str, str]  # field -> unit text when the sheet has none
    blocks: Blocks | None
    unique: tuple[str, ...]
    numbering: str
    count: str
    sections: Mapping[str, re.Pattern[str]]  # lot, customer, not_food -> rows that begin it
    totals: re.Pattern[str]
    not_items: re.Pattern[str]
    stop: re.Pattern[str]
    refuse: re.Pattern[
        str
    ]  # headings that no field knows and that a sheet of this kind cannot have
    where: str

    def field_of(self, heading: str) -> str | None:
        """Return the field that a heading stands for in this layout, or None."""
        for folded in (fold_all(heading), fold(heading)):
            if folded in self.ignore:
                return None
            if folded in self.by_heading:
                return self.by_heading[folded]
        return None


def _wrong_keys(content: Any, where: str) -> list[Problem]:
    if not isinstance(content, yamlfile.YamlMapping):
        return [error("layout-not-mapping", where)]
    problems = [
        error("layout-key-unknown", f"{where}:{content.key_lines[key]}", found=key)
        for key in content
        if key not in _KEYS
    ]
    for key in ("layout", "kind", "required"):
        if not content.get(key):
            problems.append(error("layout-key-missing", where, expected=key))
    for key, allowed in _CHOICES.items():
        if key in content and content[key] not in allowed:
            place = f"{where}:{content.key_lines[key]}"
            expected = ", ".join(allowed)
            problems.append(
                error("layout-value", place, key=key, found=content[key], expected=expected)
            )
    return problems


def _unknown_fields(content: Mapping[str, Any], where: str) -> list[Problem]:
    known = headings().fields
    named = [*_names(content["required"]), *(content.get("columns") or {})]
    named += [*(content.get("without") or []), *((content.get("blocks") or {}).get("fields") or [])]
    return [error("layout-field-unknown", where, found=name) for name in named if name not in known]


def _names(required: Sequence[Any]) -> list[str]:
    return [name for one in required for name in (one if isinstance(one, list) else [one])]


def _blocks(entry: Mapping[str, Any] | None) -> Blocks | None:
    if not entry:
        return None
    return Blocks(
        fields=frozenset(str(name) for name in entry["fields"]),
        also_shared=frozenset(str(name) for name in entry.get("also_shared") or ()),
        name_row=int(entry.get("name_row", -1)),
        of=str(entry.get("of", "supplier")),
        take=str(entry.get("take", "all")),
        at_least=int(entry.get("at_least", 1)),
    )


def _layout(content: Mapping[str, Any], where: str) -> Layout:
    shared = headings()
    named = content.get("columns") or {}
    own = {
        fold_all(str(heading)): str(name)
        for name, spellings in named.items()
        for heading in spellings
    }
    required = tuple(
        tuple(one) if isinstance(one, list) else (str(one),) for one in content["required"]
    )
    return Layout(
        id=str(content["layout"]),
        title=dict(content.get("title") or {}),
        kind=str(content["kind"]),
        supplier=str(content.get("supplier", "file")),
        price_is=str(content.get("price_is", "per_unit")),
        search_rows=int(content.get("search_rows", 30)),
        header_rows=int(content.get("header_rows", 1)),
        required=required,
        without=frozenset(content.get("without") or ()),
        by_heading={**shared.by_heading, **own},
        # A draft may leave a field without a heading, for a person to fill in.
        shown={**shared.shown, **{k: str(v[0]) for k, v in named.items() if v}},
        ignore=frozenset(fold_all(str(one)) for one in content.get("ignore") or ()),
        units={str(k): str(v) for k, v in (content.get("units") or {}).items()},
        blocks=_blocks(content.get("blocks")),
        unique=tuple(content.get("unique") or ()),
        numbering=str(content.get("numbering", "column")),
        count=str(content.get("count", "pieces")),
        sections=sections.patterns(content.get("sections")),
        totals=pattern([shared.totals.pattern], content.get("totals") or ()),
        not_items=pattern([shared.not_items.pattern], content.get("not_items") or ()),
        stop=pattern([shared.stop.pattern], content.get("stop") or ()),
        refuse=pattern(content.get("refuse") or ()),
        where=where,
    )


def read_layout(path: Path, name: str | None = None) -> tuple[Layout | None, list[Problem]]:
    """Return the layout that a YAML file describes, or everything wrong with it."""
    where = name or path.name
    content, problems = yamlfile.read(path, where)
    if problems:
        return None, problems
    try:
        problems = _wrong_keys(content, where) or _unknown_fields(content, where)
        if problems:
            return None, problems
        return _layout(content, where), []
    except (re.error, TypeError, ValueError, KeyError, AttributeError) as wrong:
        return None, [error("layout-not-mapping", where, found=wrong)]


@cache
def known() -> tuple[Layout, ...]:
    """Return the layouts of the library, in order of name. Raises LibraryError on a bad one."""
    found: list[Layout] = []
    for path in sorted((resources.factors_folder() / "layouts").glob("*.yaml")):
        if path.stem in _NOT_LAYOUTS:
            continue
        layout, problems = read_layout(path, f"factors/layouts/{path.name}")
        if layout is None:
            raise LibraryError(f"{path.name}: {problems}")
        found.append(layout)
    return tuple(found)
