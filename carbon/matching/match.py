"""Offered products → matches, each with method, score and reason; what is unsure waits.

The order: a person's decision unless it goes against the buyer's code (`announced`), that code, the
exact offered name, the wanted name where the offered one adds nothing, then words. Each name is
judged by itself, so neither the order of the offers nor who made them can matter, and the same text
gets the same product everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter

from carbon import resources
from carbon.intake.records import OfferedProduct
from carbon.library.records import Library, Product
from carbon.matching import (
    announced,
    containing,
    deciding,
    finding,
    keeping,
    names,
    scoring,
    sureness,
    vocabulary,
)
from carbon.matching.catalogue import Catalogue
from carbon.matching.deciding import Outcome
from carbon.matching.names import Reading, fold
from carbon.matching.records import Decision, Match, Wanted
from carbon.matching.scoring import Scored, Weights
from carbon.matching.vocabulary import Vocabulary
from carbon.problems import Problem, error

__all__ = ["Matcher", "fold", "match", "matcher", "wanted"]

_Seen = tuple[str, str | None, str | None, str | None]
_seen: Callable[[Wanted], _Seen] = attrgetter("key", "offered_name", "wanted_name", "product_code")


@dataclass(frozen=True, slots=True, kw_only=True)
class Matcher:
    """A library made ready for look-ups, and the names it has seen."""

    catalogue: Catalogue
    scale: Weights
    lang: str
    seen: dict[_Seen, Outcome] = field(default_factory=dict)


_MATCH: Callable[[Outcome], Match] = attrgetter("match")
_latest: list[tuple[Library, Matcher]] = []


def matcher(library: Library, lang: str = "sv") -> Matcher:
    """Return the matcher of a library; the latest one is kept, for it is asked again and again."""
    for known, ready in _latest:
        if known is library and ready.lang == lang:
            return ready
    words = vocabulary.standard()
    ready = Matcher(
        catalogue=keeping.catalogue(library, words, resources.factors_folder()),
        scale=scoring.weights(library, words),
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
    if not all(outcomes):
        fresh = [one for one, seen in zip(wanted, outcomes, strict=True) if seen is None]
        _learn(ready, fresh)
        outcomes = _known(ready, decided, wanted)
    matches = tuple(map(_MATCH, filter(None, outcomes)))
    found += announced.against(decided, wanted, outcomes) if decided else ()
    told = {id(one): one.problem for one in outcomes if one is not None and one.problem}
    problems = {(p.where, p.code, p.values): p for p in (*told.values(), *found)}
    return matches, [problems[key] for key in sorted(problems)]


def _known(
    ready: Matcher, decided: Mapping[str, Outcome], wanted: Sequence[Wanted]
) -> list[Outcome | None]:
    """Return what people decided, or what was found before for the same words and code."""
    found = list(map(ready.seen.get, map(_seen, wanted)))
    if decided:
        return [
            announced.follow(decided[one.key], one, known) if one.key in decided else known
            for one, known in zip(wanted, found, strict=True)
        ]
    return found


def _learn(ready: Matcher, wanted: Sequence[Wanted]) -> None:
    """Judge the names not seen before; those that words cannot decide are compared together."""
    open_: dict[_Seen, tuple[Wanted, Reading, list[Scored]]] = {}
    for one in wanted:
        seen = _seen(one)
        if seen in ready.seen or seen in open_:
            continue
        judged = _judge(ready, one)
        if isinstance(judged, Outcome):
            ready.seen[seen] = judged
        else:
            open_[seen] = (one, *judged)
    if not open_:
        return
    short = [reading for _, reading, found in open_.values() if _too_few(found, ready.scale)]
    alike = iter(_alike(ready, short) if short else ())
    for seen, (one, reading, found) in open_.items():
        shown = found
        if _too_few(found, ready.scale):
            explained = {each.entry.product.id for each in found}
            fresh = [each for each in next(alike) if each.entry.product.id not in explained]
            shown = finding.ranked([*found, *fresh]) if fresh else found
        told = [
            containing.named(each, reading, ready.catalogue)
            for each in shown[: int(ready.scale.candidates)]
        ]
        ready.seen[seen] = deciding.unsure(one, told, ready.scale, ready.lang)


def _too_few(found: Sequence[Scored], scale: Weights) -> bool:
    """Tell whether likeness of letters could still bring a name among those that are shown."""
    last = int(scale.candidates) - 1
    return len(found) <= last or found[last].score <= scale.similar_ceiling * scale.similar


def _judge(ready: Matcher, one: Wanted) -> Outcome | tuple[Reading, list[Scored]]:
    """Return the outcome for one name, or what is known of it so far when it is not decided."""
    words, scale = ready.catalogue.vocabulary, ready.scale
    offered = names.read(one.offered_name, words) if one.offered_name else names.nothing()
    asked = _asked(one.wanted_name, words)
    if one.product_code is not None:
        return _by_code(ready, one, offered)
    reading = offered if offered.stems else asked
    if not reading.stems:
        return deciding.without_name(one, scale, ready.lang)
    found = finding.exact(reading, ready.catalogue, scale)
    best = finding.clear(found, scale)
    if best is None:
        meant = _meant(ready, asked)
        if meant is not None and not found:
            best = finding.through_wanted(offered, asked, meant, scale)
        if best is None:
            agreed = meant.entry.product.id if meant is not None else None
            contained = containing.by_words(reading, ready.catalogue, scale, agreed)
            found = finding.ranked([*found, *contained]) if found else contained
            best = finding.clear(found, scale)
    if best is None or sureness.doubtful(one.offered_name, reading, best.entry, words):
        return reading, found or ([] if best is None else [best])
    other = _other_wish(ready, asked, best)
    if other is not None:
        shown = one.offered_name or one.key
        problem = error(
            "match-not-what-was-wanted", shown, found=best.entry.product.name_sv, expected=other
        )
        return deciding.waiting(one, [best], problem, scale, ready.lang)
    return deciding.matched(one, best, found or [best], scale, ready.lang)


@lru_cache(maxsize=20_000)
def _asked(name: str | None, words: Vocabulary) -> Reading:
    """Read the buyer's own words, which every supplier's offer on a line repeats."""
    return names.read(name, words) if name else names.nothing()


def _other_wish(ready: Matcher, asked: Reading, best: Scored) -> str | None:
    """Return what the buyer clearly wanted when that is another product than the one offered.

    A carrot on a line of minced beef would win it; whether it answers the line is for a person.
    """
    meant = _meant(ready, asked)
    if meant is None or meant.entry.product.id == best.entry.product.id:
        return None
    return meant.entry.product.name_sv


def _meant(ready: Matcher, asked: Reading) -> Scored | None:
    """Return the product that the buyer's own words clearly name."""
    if not asked.stems:
        return None
    return finding.clear(finding.exact(asked, ready.catalogue, ready.scale), ready.scale)


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
    own = ready.catalogue.entries.of(product.id)
    against = [scoring.conflicts(offered, entry) for entry in own]
    return against[0] if against and all(against) else ""


def _alike(ready: Matcher, readings: Sequence[Reading]) -> list[list[Scored]]:
    """Return for each name the catalogue's names that share the most letters."""
    from carbon.matching import suggesting

    return suggesting.suggestions(ready.catalogue, readings, ready.scale)
