"""problems.md: every problem code with its severity, message and remedy in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from carbon import resources, yamlfile
from reference.markdown import cell, code
from reference.severities import severities

_TITLES = {
    "cli": "Kommandoraden · Command line",
    "core": "Grunden · Foundations",
    "files": "Filer utifrån · Files from outside",
    "footprint": "Klimatavtryck · Footprint",
    "importers": "Import av faktorer · Importing factors",
    "intake": "Att läsa blad, rader och celler · Reading sheets, rows and cells",
    "library": "Faktorbiblioteket · The factor library",
    "matching": "Att känna igen varan · Recognising the food",
    "outputs": "Resultatfiler · Result files",
    "tender": "Upphandlingen och anbuden · The tender and its offers",
    "tenderfile": "tender.yaml",
    "transport": "Orter och transporter · Places and transport",
    "units": "Enheter · Units",
}
_WEIGHTS = {"error": "fel · error", "warning": "varning · warning", "note": "upplysning · note"}
_BY_CASE = "efter fall · by case"
_INTRO = """# Anmärkningar · Problems

En anmärkning har en kod, en plats att gå till, en text och en åtgärd. Ett **fel** stoppar det som
det rör: raden får inget tal, och anbudet ingen plats, förrän det är löst. En **varning** bör en
människa titta på. En **upplysning** berättar vad som antogs eller lämnades utanför. *Efter fall*:
samma kod väger olika, till exempel efter [kolumnen](columns.md). Det inom `{ }` fylls i med det
som hittades.

A problem has a code, a place to go to, a message and a remedy. An **error** stops what it
touches: the line gets no figure, and the offer no rank, until it is solved. A **warning** is
something a person should look at. A **note** tells what was assumed or left out. *By case*: the
same code weighs differently, for instance by [column](columns.md). What stands in `{ }` is filled
in with what was found.
"""


def page() -> str:
    """Return the page."""
    rooms = _rooms()
    weights = severities(code for entries in rooms.values() for code in entries)
    lines = [_INTRO]
    for room, entries in rooms.items():
        lines += [f"## {_TITLES.get(room, room)}", ""]
        for found in sorted(entries):
            lines += _entry(found, entries[found], weights[found])
    return "\n".join(lines)


def _rooms() -> dict[str, Mapping[str, Any]]:
    folder = resources.templates_folder() / "lang" / "problems"
    return {path.stem: yamlfile.read(path)[0] for path in sorted(folder.glob("*.yaml"))}


def _entry(found: str, entry: Mapping[str, Any], weights: tuple[str, ...]) -> list[str]:
    weight = " / ".join(_WEIGHTS[one] for one in weights) or _BY_CASE
    texts = [
        f"{cell(entry[lang]['message'])} *{cell(entry[lang]['hint'])}*" for lang in ("sv", "en")
    ]
    return [f"**{code(found)}** {weight}<br>", f"{texts[0]}<br>", texts[1], ""]
