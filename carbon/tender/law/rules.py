"""The rules of the linter as data: factors/law/rules.yaml to records with compiled patterns.

A rule finds wording or a shape of the tender, never law itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from carbon.problems import LibraryError
from carbon.tender.law import data

FILE = "rules.yaml"
SEVERITIES = ("error", "warn", "info")
_TEXTS = ("sv", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: when it fires, why, by which provision, and what to write instead."""

    id: str  # LOU-nnn
    severity: str  # error, warn or info
    severity_on_cost: str  # the same on the award basis of cost
    any: tuple[re.Pattern[str], ...]  # on one clause; empty: no rule of words
    unless: tuple[re.Pattern[str], ...]
    labels: tuple[re.Pattern[str], ...]  # LOU-012: names of labels
    span_over: int | None  # an interval narrower than this many units is no finding
    struct: str  # name of a check of the tender itself; empty: none
    why: Mapping[str, str]
    law: tuple[str, ...]  # checked against a source: "LOU 9:13", "C-234/03"
    instead: Mapping[str, str]
    unseen: Mapping[str, str]  # what the check of the tender cannot see; empty texts: nothing
    hit: tuple[str, ...]
    ok: tuple[str, ...]
    source: tuple[str, ...]
    valid_from: str  # ISO date of the law text that the rule was checked against
    valid_to: str
    review_by: str  # ISO month

    def fires(self, text: str) -> bool:
        """Tell whether the words of one clause, folded for matching, meet the rule."""
        found = [match for pattern in self.any for match in pattern.finditer(text)]
        if self.span_over is not None:
            found = [match for match in found if _span(match) > self.span_over]
        return bool(found) and not any(pattern.search(text) for pattern in self.unless)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """All rules, with the words that splitting and overrides need."""

    rules: tuple[Rule, ...]
    lawyer_roles: tuple[str, ...]  # casefolded parts of a role
    abbreviations: frozenset[str]  # casefolded, without the last full stop
    valid_from: str
    review_by: str

    def in_force(self, date: str) -> tuple[Rule, ...]:
        """Return the rules whose end has not passed; a date before their beginning runs them too.

        What held before the law text was read is not known, and checking too much harms nobody;
        that the date lies before is told as a problem of its own.
        """
        return tuple(rule for rule in self.rules if not rule.valid_to or date <= rule.valid_to)


def _span(match: re.Match[str]) -> int:
    return int(match["high"]) - int(match["low"])


@cache
def load() -> Rulebook:
    """Return the project's rules. Raises LibraryError when the file contradicts itself."""
    content = data.table(FILE)
    known = set(data.table("sources.yaml")["sources"])
    rules = tuple(_rule(one, content, known) for one in content["rules"])
    if len({rule.id for rule in rules}) != len(rules):
        raise LibraryError(f"factors/law/{FILE}: a rule stands twice")
    return Rulebook(
        rules=rules,
        lawyer_roles=tuple(str(word).casefold() for word in content["lawyer_roles"]),
        abbreviations=frozenset(str(word).casefold() for word in content["abbreviations"]),
        valid_from=str(content["valid_from"]),
        review_by=str(content["review_by"]),
    )


def _rule(one: Mapping[str, Any], head: Mapping[str, Any], known: set[str]) -> Rule:
    id_ = str(one["id"])
    severity = str(one["severity"])
    sources = tuple(str(source) for source in one["source"])
    if severity not in SEVERITIES or not set(sources) <= known:
        raise LibraryError(f"factors/law/{FILE}: {id_} has an unknown severity or source")
    return Rule(
        id=id_,
        severity=severity,
        severity_on_cost=str(one.get("severity_on_cost", severity)),
        any=_patterns(one, "any"),
        unless=_patterns(one, "unless"),
        labels=_patterns(one, "labels"),
        span_over=one.get("span_over"),
        struct=str(one.get("struct", "")),
        why=_both(one, "why"),
        law=tuple(str(name) for name in one["law"]),
        instead=_both(one, "instead"),
        unseen=_both(one, "unseen") if "struct" in one else dict.fromkeys(_TEXTS, ""),
        hit=tuple(one.get("hit", ())),
        ok=tuple(one.get("ok", ())),
        source=sources,
        valid_from=str(one.get("valid_from", head["valid_from"])),
        valid_to=str(one.get("valid_to", head["valid_to"])),
        review_by=str(one.get("review_by", head["review_by"])),
    )


def _patterns(one: Mapping[str, Any], key: str) -> tuple[re.Pattern[str], ...]:
    try:
        return tuple(re.compile(pattern, re.IGNORECASE) for pattern in one.get(key, ()))
    except re.error as wrong:
        raise LibraryError(f"factors/law/{FILE}: {one['id']} {key}: {wrong}") from wrong


def _both(one: Mapping[str, Any], key: str) -> Mapping[str, str]:
    texts = {lang: str(one.get(key, {}).get(lang, "")) for lang in _TEXTS}
    if not all(texts.values()):
        raise LibraryError(f"factors/law/{FILE}: {one['id']} lacks {key} in sv or en")
    return texts
