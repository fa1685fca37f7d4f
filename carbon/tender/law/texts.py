"""The texts of tender.yaml that suppliers will read: titles, reasons, criteria, requirements.

Overrides and people are left out: they quote the very words that a rule is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from carbon import yamlfile
from carbon.tender.law.clauses import Passage, Place
from carbon.tender.records import Tender

FILE = "tender.yaml"
Lines = Mapping[str, int]  # full key -> line in tender.yaml


def lines(folder: Path) -> Lines:
    """Return the line of every key of tender.yaml: evaluation.rounding.mode -> 31."""
    content, _ = yamlfile.read(folder / FILE, FILE)
    found: dict[str, int] = {}
    _gather(content, "", found)
    return found


def _gather(content: object, path: str, found: dict[str, int]) -> None:
    if isinstance(content, yamlfile.YamlMapping):
        for key, value in content.items():
            full = f"{path}.{key}" if path else key
            found[full] = content.key_lines[key]
            _gather(value, full, found)
    elif isinstance(content, list):
        for number, value in enumerate(content, 1):
            _gather(value, f"{path}[{number}]", found)


def place_of(key: str, known: Lines) -> Place:
    """Return where a key of tender.yaml stands; a missing one by what it should stand in."""
    near = key
    while near and near not in known:
        near = near.rpartition(".")[0]
    spot = str(known[near]) if near else ""
    return Place(document=FILE, kind="line" if spot else "", spot=spot, key=key)


def of_tender(tender: Tender, known: Lines) -> list[Passage]:
    """Return every text of a tender that its suppliers read or that gives reasons for it."""
    rule, facts = tender.evaluation, tender.procurement
    keyed = [
        ("tender.title", tender.title),
        ("tender.split_reason", facts.split_reason),
        ("tender.no_lots_reason", facts.no_lots_reason),
        ("tender.label_rules", facts.label_rules),
        ("evaluation.carbon_price_reason", rule.carbon_price_reason),
    ]
    for number, one in enumerate(rule.criteria, 1):
        path = f"evaluation.criteria[{number}]"
        keyed += [(f"{path}.{key}", getattr(one, key)) for key in ("title", "proof", "link")]
    keyed += [(f"lots[{n}].title", lot.title) for n, lot in enumerate(tender.lots, 1)]
    found = [Passage(place=place_of(key, known), text=text) for key, text in keyed]
    for lot in tender.lots:
        for line in lot.lines:
            key = f"lots.{lot.id}.{line.number}"
            found.append(Passage(place=cell(line.where, f"{key}.name"), text=line.name))
            place = cell(line.where, f"{key}.requirement")
            found.append(Passage(place=place, text=line.requirement))
    return [one for one in found if one.text.strip()]


def cell(where: str, key: str) -> Place:
    """Return the place of a line of the basket: tender.yaml:31, or basket.xlsx!Rader!7."""
    document, bang, cell = where.partition("!")
    if bang:
        return Place(document=document, kind="cell", spot=cell, key=key)
    document, _, line = where.rpartition(":")
    return Place(document=document or where, kind="line" if document else "", spot=line, key=key)
