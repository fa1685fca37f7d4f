"""Everything heavy that the page needs, loaded once when the server starts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from carbon.farm import knowledge, products, questionnaires
from carbon.farm.knowledge import Knowledge
from carbon.farm.records import Questionnaire
from carbon.library import load as library
from carbon.outputs import pdf
from carbon.problems import Problem
from carbon.web import rendering, tenders
from carbon.web.rendering import Templates
from carbon.web.settings import Settings
from carbon.web.tenders import Pack

_FIRST = '<html lang="sv"><title>-</title><p>-</p></html>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What every request works with; nothing in it changes while the server runs."""

    knowledge: Knowledge
    questionnaires: Mapping[str, Questionnaire]
    packs: tuple[Pack, ...]
    templates: Templates
    pdf: bool  # whether this machine can write one
    settings: Settings = field(default_factory=Settings)

    def food(self, product: str, lang: str) -> str:
        """Return what the catalogue calls a food."""
        known = self.knowledge.library.products.get(product)
        if known is None:
            return product
        return known.name_sv if lang == "sv" else known.name_en

    def pack(self, tender: str) -> Pack | None:
        """Return the pack of a tender; None where there is none of that id."""
        return next((one for one in self.packs if one.tender.id == tender), None)

    def known(self, tender: str | None) -> Knowledge:
        """Return what figures are taken from: what the tender was published with, else today's."""
        pack = self.pack(tender or "")
        return self.knowledge if pack is None else pack.knowledge


def load(
    tender_folders: Sequence[Path] = (), settings: Settings | None = None
) -> tuple[Site, list[Problem]]:
    """Return the site, and why a tender folder is not offered in it."""
    packs, problems = tenders.load(tender_folders)
    # The first page that is laid out costs a second: it is done before anybody waits for it.
    laid_out, wrong = pdf.of_page(_FIRST, "start")
    problems += wrong
    site = Site(
        knowledge=knowledge.load(library.load()),
        questionnaires=_in_order(questionnaires.load()),
        packs=packs,
        templates=rendering.load(),
        pdf=laid_out is not None,
        settings=settings or Settings(),
    )
    return site, problems


def _in_order(found: Mapping[str, Questionnaire]) -> Mapping[str, Questionnaire]:
    """Return the questionnaires as the list of models groups them: milk, meat, eggs, plants."""
    order = [one for one in products.MODELS if one in found]
    return {one: found[one] for one in (*order, *(one for one in found if one not in order))}
