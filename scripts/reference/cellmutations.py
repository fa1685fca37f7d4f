"""cell-mutations.md: what becomes of an awkward cell, from the very file that the tests compare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from carbon import yamlfile
from reference.markdown import code, table

FILE = Path(__file__).resolve().parents[2] / "tests" / "data" / "cell-mutations.yaml"
_INTRO = """# Besvärliga celler · Awkward cells

Vad som händer när en cell inte innehåller vad kolumnen ska ha. Tabellen är gjord av samma fil som
testerna jämför läsaren med (`tests/data/cell-mutations.yaml`), så den kan inte säga något annat än
programmet gör. Runt cellen står en i övrigt riktig rad. Koderna förklaras i
[problems.md](problems.md).

What happens when a cell does not hold what its column should. The table is made from the very
file that the tests compare the reader with (`tests/data/cell-mutations.yaml`), so it cannot say
anything else than the program does. Around the cell stands an otherwise good row. The codes are
explained in [problems.md](problems.md).

**text**: textcell i .xlsx · text cell of .xlsx. **native**: det Excel gör av samma tangenter: en
tom cell, ett tal, ett felvärde, en text med märket för text · what Excel makes of the same keys: a
blank, a number, an error, a text with the mark for text. **csv**: .csv.
"""
_COLUMNS = {
    "line number": "Position · line number",
    "article number": "Artikelnr · article number",
    "name": "Benämning · name",
    "unit": "Enhet · unit",
    "quantity": "Mängd · quantity",
    "price": "Pris · price",
    "net weight": "Nettovikt, kg · net weight, kg",
    "country": "Ursprungsland · country of origin",
    "yes or no": "Ekologisk · organic",
}
_ROWS = {
    "counts": "räknas · counts",
    "aside": "läggs åt sidan · put aside",
    "no bid": "inget anbud · no bid",
    "no item": "ingen post · no item",
}
_HEAD = ("cell", "i filen · in the file", "värde · value", "raden · the row", "sägs · told")


def page() -> str:
    """Return the page."""
    content, problems = yamlfile.read(FILE)
    if not isinstance(content, Mapping):
        raise ValueError(f"{FILE.name} cannot be read: {problems}")
    lines = [_INTRO]
    for column, cells in content.items():
        lines += [f"## {_COLUMNS[column]}", "", *table(_HEAD, _outcomes(cells))]
    return "\n".join(lines)


def _outcomes(cells: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for mutation, outcomes in cells.items():
        for forms, outcome in outcomes.items():
            yield (
                code(mutation) if mutation else "(tom · blank)",
                "alla · all" if forms == "all" else ", ".join(forms.split()),
                "saknas · missing" if outcome["value"] is None else code(outcome["value"]),
                _ROWS[outcome["row"]],
                ", ".join(code(one) for one in outcome["told"]) or "–",
            )
