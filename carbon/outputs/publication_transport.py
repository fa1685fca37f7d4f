"""The transport rules in a published document, with the versions and figures of the pack."""

from __future__ import annotations

from carbon import language
from carbon.library.records import Library
from carbon.outputs import terms
from carbon.outputs.publication_page import Section, listed, section, tabled, text
from carbon.outputs.publication_rule import word
from carbon.outputs.tables import Table, outside, table, words
from carbon.tender.publication.publish import Publication

_RULES = ("road", "sea", "rail", "ferry", "legs", "round", "load", "energy", "mass", "hidden",
          "border")  # fmt: skip
_MODE = "modes."
_DEFAULT = ".default"


def transport(of: Publication, lang: str) -> Section:
    """Return how distances are found, what fills a gap, and what own data count."""
    versions = of.pack.figures["versions"]
    blocks = [
        text(word("transport-why", lang)),
        text(
            word(
                "transport-versions",
                lang,
                roads=versions["road_network"],
                places=versions["gazetteer"],
                chains=of.pack.figures["chains"].get("edition", "–"),
            )
        ),
        listed(word(f"transport-{key}", lang, **_values(of.pack.library, lang)) for key in _RULES),
        tabled(_vehicles(of, lang)),
    ]
    return section("transport", lang, blocks)


def _values(library: Library, lang: str) -> dict[str, str]:
    """Return the assumptions that the rules name, in the reader's way of writing numbers."""
    named = {
        "europe": "transport.circuity.europe",
        "rest": "transport.circuity.rest",
        "minimum": "transport.road.minimum",
        "rail": "transport.rail.circuity",
        "ferry": "transport.ferry.circuity",
        "to_port": "transport.overseas.road_to_port",
        "meet": "transport.legs_meet",
        "population": "transport.country_point.population",
        "uplift": "transport.refrigerated.road_uplift",
    }
    return {name: _number(library, key, lang) for name, key in named.items()}


def _number(library: Library, key: str, lang: str) -> str:
    value = library.assumption(key)
    return language.number(value, lang, 0 if value == int(value) else 2)


def _vehicles(of: Publication, lang: str) -> Table:
    """Return the vehicle that stands in when only the mode is known, by mode."""
    chains = of.pack.figures["chains"]
    rows = [
        (
            words(language.word(f"mode-{name.removeprefix(_MODE).removesuffix(_DEFAULT)}", lang)),
            words(terms.vehicle(value, lang)),
            outside(value),
        )
        for name, value in chains.items()
        if name.startswith(_MODE) and name.endswith(_DEFAULT)
    ]
    headers = [word("h-mode", lang), word("h-vehicle", lang), word("h-id", lang)]
    return table(word("vehicles-caption", lang), headers, rows)
