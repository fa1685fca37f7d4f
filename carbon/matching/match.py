"""Offered products → matches, each with method, score and reason; what is unsure waits.

The order: a person's decision, the buyer's code, the exact offered name, the wanted name where
the offered one adds nothing, then words. Each name is judged by itself, so neither the order of
the offers nor who made them can matter, and the same text gets the same product everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from carbon.intake.records import OfferedProduct
from carbon.library.records import Library, Product
from carbon.matching import catalogue as catalogues
from carbon.matching import deciding, finding, names, scoring, vocabulary
from carbon.matching.catalogue import Catalogue
from carbon.matching.deciding import Outcome
from carbon.matching.names import Reading, fold
from carbon.matching.records import Decision, Match, Wanted
from carbon.matching.scoring import Scored, Weights
from carbon.problems import Problem, error

__all__ = ["Matcher", "fold", "match", "matcher", "wanted"]

_Seen = tuple[str, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matcher:
    """A library made ready for look-ups, and the names it has seen."""

    catalogue: Catalogue
    scale: Weights
    lang: str
    seen: dict[_Seen, Outcome] = field(default_factory=dict)


_latest: list[tuple[Library, Matcher]] = []


def matcher(library: Library, lang: str = "sv") -> Matcher:
    """Return the matcher of a library; the latest one is kept, for it is asked again and again."""
    for known, ready in _latest:
        if known is library and ready.lang == lang:
            return ready
    words = vocabulary.standard()
    ready = Matcher(
        catalogue=catalogues.build(library.products, words),
        scale=scoring.weights(library),
        lang=lang,
    )
    _latest[:] = [(library, ready)]
    return ready


def wanted(
    offered: OfferedProduct, product_code: str | None, wanted_name: str | None = None
) -> Wanted:
    """Return what the matcher may know of an offered product.

    `wanted_name` is the buyer's own name of the line; without it the one on the sheet counts.
    """
    asked = wanted_name or offered.wanted_name
    key = fold(offered.offered_name or "") or fold(asked or "")
    return Wanted(
        key=key,
        offered_name=offered.offered_name,
        wanted_name=asked,
        product_code=product_code,
        gtin=offered.gtin,
    )


def match(
    wanted: Sequence[Wanted],
    library: Library,
    decisions: Sequence[Decision],
    *,
    lang: str = "sv",
) -> tuple[tuple[Match, ...], list[Problem]]:
    """Return a match for each wanted product, in order, and the problems, each once and sorted.

    `lang` is the language of the reasons. A product_id of None waits for a person.
    """
    ready = matcher(library, lang)
    decided, found = deciding.by_key(decisions, library.products, lang)
    outcomes = _known(ready, decided, wanted)
    if None in outcomes:
        _learn(ready, [one for one, known in zip(wanted, outcomes, strict=True) if known is None])
        outcomes = _known(ready, decided, wanted)
    matches = tuple([outcome.match for outcome in outcomes if outcome is not None])
    told = {id(one): one.problem for one in outcomes if one is not None and one.problem}
    problems = sorted([*found, *told.values()], key=lambda p: (p.where, p.code, p.values))
    repeated = [False, *(one == before for before, one in pairwise(problems))]
    return matches, [one for one, again in zip(problems, repeated, strict=False) if not again]


def _known(
    ready: Matcher, decided: Mapping[str, Outcome], wanted: Sequence[Wanted]
) -> list[Outcome | None]:
    """Return what people decided, or what was found before for the same words and code."""
    seen = ready.seen
    found = [
        seen.get((one.key, one.offered_name, one.wanted_name, one.product_code)) for one in wanted
    ]
    if decided:
        return [decided.get(one.key, known) for one, known in zip(wanted, found, strict=True)]
    return found


def _learn(ready: Matcher, wanted: Sequence[Wanted]) -> None:
    """Judge the names not seen before; those that words cannot decide are compared together."""
    open_: dict[_Seen, tuple[Wanted, Reading, list[Scored]]] = {}
    for one in wanted:
        seen = (one.key, one.offered_name, one.wanted_name, one.product_code)
        if seen in ready.seen or seen in open_:
            continue
        judged = _judge(ready, one)
        if isinstance(judged, Outcome):
            ready.seen[seen] = judged
        else:
            open_[seen] = (one, *judged)
    if not open_:
        return
    alike = _alike(ready, [reading for _, reading, _ in open_.values()])
    for (seen, (one, _, found)), similar in zip(open_.items(), alike, strict=True):
        explained = {each.entry.product.id for each in found}
        fresh = [each for each in similar if each.entry.product.id not in explained]
        candidates = finding.ranked([*found, *fresh])
        ready.seen[seen] = deciding.unsure(one, candidates, ready.scale, ready.lang)


def _judge(ready: Matcher, one: Wanted) -> Outcome | tuple[Reading, list[Scored]]:
    """Return the outcome for one name, or what is known of it so far when it is not decided."""
    words, scale = ready.catalogue.vocabulary, ready.scale
    offered = names.read(one.offered_name or "", words)
    asked = names.read(one.wanted_name or "", words)
    if one.product_code is not None:
        return _by_code(ready, one, offered)
    reading = offered if offered.stems else asked
    if not reading.stems:
        return deciding.without_name(one, scale, ready.lang)
    found = finding.exact(reading, ready.catalogue, scale)
    best = finding.clear(found, scale)
    if best is None:
        meant = finding.clear(finding.exact(asked, ready.catalogue, scale), scale)
        if meant is not None and not found:
            best = finding.through_wanted(offered, asked, meant, scale)
        if best is None:
            agreed = meant.entry.product.id if meant is not None else None
            contained = finding.by_words(reading, ready.catalogue, scale, agreed)
            found = finding.ranked([*found, *contained])
            best = finding.clear(found, scale)
    if best is None:
        return reading, found
    other = _other_wish(ready, asked, best)
    if other is not None:
        shown = one.offered_name or one.key
        problem = error(
            "match-not-what-was-wanted", shown, found=best.entry.product.name_sv, expected=other
        )
        return deciding.waiting(one, [best], problem, scale, ready.lang)
    return deciding.matched(one, best, found or [best], scale, ready.lang)


def _other_wish(ready: Matcher, asked: Reading, best: Scored) -> str | None:
    """Return what the buyer clearly wanted when that is another product than the one offered.

    A carrot on a line of minced beef would win it; whether it answers the line is for a person.
    """
    meant = finding.clear(finding.exact(asked, ready.catalogue, ready.scale), ready.scale)
    if meant is None or meant.entry.product.id == best.entry.product.id:
        return None
    return meant.entry.product.name_sv


def _by_code(ready: Matcher, one: Wanted, offered: Reading) -> Outcome:
    """Follow the buyer's code, unless it is unknown or the offered name means something else."""
    product = ready.catalogue.products.get(one.product_code or "")
    found = finding.exact(offered, ready.catalogue, ready.scale)
    shown = one.offered_name or one.wanted_name or one.key
    if product is None:
        problem = error("match-code-unknown", shown, product=one.product_code, found=shown)
        return deciding.waiting(one, found, problem, ready.scale, ready.lang)
    against = _against(ready, product, offered, found)
    if against:
        problem = error(
            "match-contradiction", shown, product=product.id, found=shown, candidates=against
        )
        return deciding.waiting(one, found, problem, ready.scale, ready.lang)
    return deciding.coded(one, product, ready.lang)


def _against(ready: Matcher, product: Product, offered: Reading, found: Sequence[Scored]) -> str:
    """Return what else the offered name clearly means; empty when it agrees with the code."""
    best = finding.clear(found, ready.scale)
    if best is not None:
        return "" if best.entry.product.id == product.id else best.entry.product.name_sv
    if any(one.entry.product.id == product.id for one in found):
        return ""
    own = [entry for entry in ready.catalogue.entries if entry.product.id == product.id]
    against = [scoring.conflicts(offered, entry) for entry in own]
    return against[0] if against and all(against) else ""


def _alike(ready: Matcher, readings: Sequence[Reading]) -> list[list[Scored]]:
    """Return for each name the catalogue's names that share the most letters."""
    from carbon.matching import suggesting

    return suggesting.suggestions(ready.catalogue, readings, ready.scale)
