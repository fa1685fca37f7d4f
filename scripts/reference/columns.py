"""columns.md: the columns a file may have, the layouts that are known, the closed word lists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from carbon import resources, yamlfile
from reference.markdown import code, table
from reference.meanings import MEANINGS

_INTRO = """# Kolumner och formulär · Columns and layouts

En fil behöver inte följa en mall: läsaren letar efter en rubrikrad och känner igen rubrikerna
nedan. Stora och små bokstäver, accenter, punkter och enheter inom parentes spelar ingen roll. En
rubrik som inte känns igen berättas, den gissas aldrig. Kolumner får stå i vilken ordning som
helst. `carbon read FIL` visar vad som förstods.

A file need not follow a template: the reader looks for a heading row and knows the headings
below. Case, accents, full stops and units in brackets do not matter. A heading that is not known
is told, never guessed. Columns may stand in any order. `carbon read FILE` shows what was
understood.

Ett anbud på en rad behöver minst **radnummer, ett namn och ett pris**. Ursprungsort, fordon,
rundans längd och last, eget klimatavtryck med bevis: varje uppgift som finns ersätter en
schablon.

An offer on a line needs at least **line number, a name and a price**. Place of origin,
vehicle, length and load of the round, an own footprint with evidence: each that is stated
replaces a default.
"""
_LIST_TITLES = {
    "mode": "Transportsätt · Modes",
    "vehicle": "Fordonsklasser · Vehicle classes",
    "energy": "Drivmedel · Energy",
    "temperature": "Temperatur · Temperature",
    "stage": "Livscykelsteg · Stages",
    "organic": "Ekologiskt · Organic",
    "yes_no": "Ja och nej · Yes and no",
}
_CHECKS = {"breach": "oläsligt", "zero": "noll", "negative": "negativt"}
_WEIGHTS = {"error": "fel", "warning": "varning", "note": "upplysning", "allow": "godtas"}


def page() -> str:
    """Return the page."""
    headings = _read("headings")["fields"]
    words = _read("words")
    lines = [_INTRO, *_fields(headings), *_layouts(), *_words(words)]
    return "\n".join(lines)


def _folder() -> Any:
    return resources.factors_folder() / "layouts"


def _read(name: str) -> Mapping[str, Any]:
    content, problems = yamlfile.read(_folder() / f"{name}.yaml")
    if not isinstance(content, Mapping):
        raise ValueError(f"factors/layouts/{name}.yaml cannot be read: {problems}")
    return content


def _fields(fields: Mapping[str, Any]) -> list[str]:
    rows = []
    for name, entry in fields.items():
        if entry["headings"]:
            swedish, english = MEANINGS.get(name, ("", ""))
            said = ", ".join(map(str, entry["headings"]))
            rows.append((code(name), swedish, english, said, _weights(entry)))
    headings = ("fält · field", "innehåll", "content", "rubriker · headings",
                "felaktigt tal · bad number")  # fmt: skip
    return ["## Fält · Fields", "", *table(headings, rows)]


def _weights(entry: Mapping[str, Any]) -> str:
    if "breach" not in entry:
        return ""
    stated = [
        f"{said} {_WEIGHTS[str(entry[key])]}" for key, said in _CHECKS.items() if key in entry
    ]
    return ", ".join([*stated, *([f"högst {entry['largest']}"] if "largest" in entry else [])])


def _layouts() -> list[str]:
    lines = [
        "## Formulär · Layouts",
        "",
        "Läsaren väljer formulär efter rubrikerna; `carbon read FIL --layout ID` prövar ett visst."
        " Ett eget formulär är en YAML-fil i upphandlingens mapp, nämnd i tender.yaml:"
        " `layouts: [min.yaml]`. Filerna i factors/layouts/ är förlagor.",
        "",
        "The reader chooses the layout by the headings; `carbon read FILE --layout ID` tries one. A"
        " layout of your own is a YAML file in the tender folder, named in tender.yaml:"
        " `layouts: [mine.yaml]`. The files in factors/layouts/ are models.",
        "",
    ]
    rows = []
    for path in sorted(_folder().glob("*.yaml")):
        one = _read(path.stem)
        if "layout" in one:  # the others are word lists
            title = one["title"]
            rows.append((code(one["layout"]), title["sv"], title["en"], _required(one), _own(one)))
    headings = ("id", "formulär", "layout", "krävs · required", "egna rubriker · own headings")
    return [*lines, *table(headings, rows)]


def _required(layout: Mapping[str, Any]) -> str:
    parts = (one if isinstance(one, str) else "/".join(one) for one in layout["required"])
    return ", ".join(parts)


def _own(layout: Mapping[str, Any]) -> str:
    named: Iterable[tuple[str, Any]] = (layout.get("columns") or {}).items()
    return "; ".join(f"{field}: {', '.join(map(str, said))}" for field, said in named)


def _said(words: Iterable[object]) -> str:
    """Return words as people write them: YAML reads true and false as something else."""
    return ", ".join(str(one).lower() if isinstance(one, bool) else str(one) for one in words)


def _words(words: Mapping[str, Any]) -> list[str]:
    lines = ["## Ord i cellerna · Words in cells", ""]
    for name, entries in words["lists"].items():
        rows = [(code(str(word)), _said(said)) for word, said in entries.items()]
        lines += [
            f"### {_LIST_TITLES.get(name, name)}",
            "",
            *table(("ord · word", "skrivs också · also written"), rows),
        ]
    for name, title in (
        ("no_bid", "Inget anbud på raden · No bid on the line"),
        ("missing", "Uppgiften saknas · Not stated"),
    ):
        said = ", ".join(
            code(str(word)) for word in words[name] if word is not None and str(word).strip()
        )
        lines += [f"### {title}", "", said, ""]
    return lines
