"""The lens as one HTML page, for the decision on a carbon price."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from carbon import language
from carbon.outputs import charts, lens, pages, terms
from carbon.outputs.files import folder_for, write_aside
from carbon.tender.lens.simulate import Simulation

NAME = "simulate.html"


def write_page(found: Simulation, folder: Path, lang: str) -> Path:
    """Write the page into a folder. Raises UsageError when it cannot be written."""
    path = folder_for(folder) / NAME
    write_aside(path, page(found, lang).encode("utf-8", errors="replace"))
    return path


def page(found: Simulation, lang: str) -> str:
    """Return the page, self-contained and without script."""
    return pages.rendered(
        "simulate.html.j2",
        folders=("report",),
        styles=("report/style.css",),
        lang=lang,
        title=language.word("lens-title", lang, title=terms.shown(found.tender.title)),
        lots=_lots(found, lang),
        invented=_invented(found, lang),
        caution=language.word("lens-not-a-rule", lang),
    )


def _lots(found: Simulation, lang: str) -> list[dict[str, Any]]:
    shown = []
    for number, one in enumerate(found.offers, start=1):
        title = terms.shown(one.result.lot.title, terms.NAME_LIMIT)
        price = one.result.carbon_price_sek_per_kg
        chart = charts.winner_chart(f"winners-{number}", one.reigns, price, lang)
        shown.append(
            {
                "id": f"lot-{number}",
                "title": language.word("lens-lot", lang, title=title),
                "sentences": list(lens.sentences(one, lang)),
                "chart": chart if one.reigns else None,
                "reigns": [charts.reign_text(reign, lang) for reign in one.reigns],
                "at": lens.at_table(one, lang),
                "avoided": lens.avoided_table(one, lang),
            }
        )
    return shown


def _invented(found: Simulation, lang: str) -> list[dict[str, Any]]:
    return [
        {
            "id": f"invented-{number}",
            "title": language.word(
                "lens-lot-invented", lang, title=terms.shown(one.lot.title, terms.NAME_LIMIT)
            ),
            "table": lens.invented_table(one, lang),
        }
        for number, one in enumerate(found.invented, start=1)
    ]
