"""What a look-up came to, as a `Match` with its reason and, where a person must act, a problem."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from carbon import language
from carbon.library.records import Product
from carbon.matching import names
from carbon.matching.records import Candidate, Decision, Match, Wanted
from carbon.matching.scoring import Scored, Weights
from carbon.problems import Problem, error

_METHODS = {
    "match-rule-name": "name",
    "match-rule-synonym": "synonym",
    "match-rule-wanted": "name",
}
_NAME, _DETAIL = "\x00", "\x01"  # marks that no text holds
_DIGITS = 4  # of a shown score; scores are compared before they are rounded


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A match and what is wrong with it."""

    match: Match
    problem: Problem | None = None
    decision: Decision | None = None  # of a person, when it came to this


def by_key(
    decisions: Sequence[Decision], products: Mapping[str, Product], lang: str
) -> tuple[dict[str, Outcome], list[Problem]]:
    """Return what people decided by folded name, and decisions that cannot be followed.

    The last decision on a name in the file applies: a person can take an earlier one back. Where
    it names an unknown product, the name waits.
    """
    grouped: dict[str, list[Decision]] = defaultdict(list)
    wrong: list[Problem] = []
    for decision in decisions:
        key = names.fold(decision.name)
        if decision.key != key:  # who reads the name would not know what is decided
            told = {"name": decision.name, "expected": key}
            wrong.append(error("decision-key", decision.where, found=decision.key, **told))
            continue
        grouped[key].append(decision)
    outcomes = {key: _decided(same, products, lang) for key, same in grouped.items() if key}
    stopped = [one.problem for one in outcomes.values() if one.problem is not None]
    return outcomes, wrong + [p for p in stopped if p.code != "match-nothing-fits"]


def _decided(same: list[Decision], products: Mapping[str, Product], lang: str) -> Outcome:
    last = same[-1]
    if last.product_id is not None and last.product_id not in products:
        problem = error(
            "match-decision-unknown", last.where, found=last.name, product=last.product_id
        )
        return Outcome(match=_none(last.key, lang), problem=problem, decision=last)
    reason = language.word("match-rule-decision", lang, who=last.who, when=last.when, why=last.why)
    match = Match(
        key=last.key,
        product_id=last.product_id,
        method="decision",
        score=1.0,
        reason=reason,
        candidates=(),
    )
    if last.product_id is not None:
        return Outcome(match=match, decision=last)
    problem = error("match-nothing-fits", last.where, found=last.name, who=last.who)
    return Outcome(match=match, problem=problem, decision=last)


def _none(key: str, lang: str) -> Match:
    return Match(
        key=key,
        product_id=None,
        method="none",
        score=0.0,
        reason=language.word("match-rule-uncertain", lang),
        candidates=(),
    )


def coded(one: Wanted, product: Product, lang: str) -> Outcome:
    """Return the product whose id the buyer put on the line."""
    reason = language.word("match-rule-code", lang)
    candidate = Candidate(product_id=product.id, score=1.0, reason=reason)
    match = Match(
        key=one.key,
        product_id=product.id,
        method="code",
        score=1.0,
        reason=reason,
        candidates=(candidate,),
    )
    return Outcome(match=match)


def matched(
    one: Wanted, best: Scored, found: Sequence[Scored], scale: Weights, lang: str
) -> Outcome:
    """Return the product that a name surely means, with those that came after it."""
    candidates = _candidates(found, scale, lang)
    match = Match(
        key=one.key,
        product_id=best.entry.product.id,
        method=_METHODS.get(best.rule, "words"),
        score=round(best.score, _DIGITS),
        reason=_reason(best, lang),
        candidates=candidates,
    )
    return Outcome(match=match)


def waiting(
    one: Wanted, found: Sequence[Scored], problem: Problem, scale: Weights, lang: str
) -> Outcome:
    """Return a match that waits for a person, with its candidates."""
    rule = "match-rule-uncertain" if found else "match-rule-none"
    match = Match(
        key=one.key,
        product_id=None,
        method="none",
        score=round(found[0].score, _DIGITS) if found else 0.0,
        reason=language.word(rule, lang),
        candidates=_candidates(found, scale, lang),
    )
    return Outcome(match=match, problem=problem)


def unsure(one: Wanted, found: Sequence[Scored], scale: Weights, lang: str) -> Outcome:
    """Return a match that waits because no product is surely meant."""
    shown = one.offered_name or one.wanted_name or one.key
    near = ", ".join(each.entry.product.name_sv for each in found[: int(scale.candidates)])
    near = near or language.word("match-no-candidate", lang)
    problem = error("match-uncertain", shown, found=shown, candidates=near)
    return waiting(one, found, problem, scale, lang)


def without_name(one: Wanted, scale: Weights, lang: str) -> Outcome:
    """Return a match that waits because neither name holds a word for a food."""
    shown = one.offered_name or one.wanted_name or one.key
    problem = error("match-no-name", shown or "?", found=shown)
    return waiting(one, (), problem, scale, lang)


def _candidates(found: Sequence[Scored], scale: Weights, lang: str) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(
            product_id=each.entry.product.id,
            score=round(each.score, _DIGITS),
            reason=_reason(each, lang),
        )
        for each in found[: int(scale.candidates)]
    )


def _reason(found: Scored, lang: str) -> str:
    name, product = found.entry.name, found.entry.product
    if lang == "sv" and name == product.name_en and name != product.name_sv:
        name = _text("match-english-name", lang, product.name_sv, name)
    return _text(found.rule, lang, name, found.detail)


@lru_cache(maxsize=20_000)
def _text(rule: str, lang: str, name: str, detail: str) -> str:
    filled = {_NAME: name, _DETAIL: detail}
    return "".join([filled.get(part, part) for part in _parts(rule, lang)])


@lru_cache(maxsize=100)
def _parts(rule: str, lang: str) -> tuple[str, ...]:
    """Return a text in pieces, with marks where name and detail stand: it is filled very often."""
    text = language.word(rule, lang, name=_NAME, detail=_DETAIL)
    return tuple(re.split(f"({_NAME}|{_DETAIL})", text))
