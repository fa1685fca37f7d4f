"""The review by the rules of law, as lines for a reader and as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from carbon import language
from carbon.outputs.citations import all_cited, cited
from carbon.problems import shorten
from carbon.tender.law.clauses import Place
from carbon.tender.law.lint import Finding
from carbon.tender.law.review import Review
from carbon.tender.law.rules import SEVERITIES

_LONGEST_CLAUSE = 240


def lines(review: Review, lang: str) -> Iterator[str]:
    """Yield the review for a terminal: regime, findings by weight, the unseen, the caveat."""

    def word(key: str, **values: object) -> str:
        return language.word(f"law-{key}", lang, **values)

    yield word("head")
    yield "  " + regime(review, lang)
    names = ", ".join(shorten(one.name) for one in review.documents) or word("no-document")
    looked = {"rules": review.rules_run, "clauses": review.clauses, "date": review.law_read}
    yield "  " + word("looked-at", documents=names, **looked)
    for severity in SEVERITIES:
        several = [one for one in review.findings if one.severity == severity]
        if several:
            yield ""
            yield f"{word(f'severity-{severity}')} ({len(several)})"
        for one in several:
            yield from _finding(one, lang)
    yield ""
    if review.unseen:
        yield word("unseen", rules=", ".join(rule.id for rule in review.unseen))
    yield word("counts", **counts(review))
    yield word("proves-nothing")


def _finding(one: Finding, lang: str) -> Iterator[str]:
    yield f"  {place(one.place, lang)}  {one.rule.id}"
    if one.clause:
        yield f"    ”{shorten(one.clause, _LONGEST_CLAUSE)}”"
    if one.detail:
        yield f"    {detail(one, lang)}"
    for key, text in (
        ("why", one.rule.why[lang]),
        ("provision", all_cited(one.rule.law, lang)),
        ("instead", one.rule.instead[lang]),
    ):
        yield f"    {language.word(f'law-{key}', lang, text=text)}"
    if one.override is not None:
        who, why = shorten(one.override.who), shorten(one.override.why, _LONGEST_CLAUSE)
        yield f"    {language.word('law-overridden', lang, who=who, why=why)}"


def counts(review: Review) -> dict[str, int]:
    """Return how many findings of each kind stand, and how many somebody answers for."""
    return {
        "errors": len(review.blocking),
        "warnings": len(review.unanswered),
        "infos": sum(one.severity == "info" for one in review.findings),
        "overridden": sum(one.override is not None for one in review.findings),
    }


def place(where: Place, lang: str) -> str:
    """Return where a finding stands, with the key in tender.yaml when there is one."""
    document, spot = shorten(where.document), shorten(where.spot)
    told = language.word(f"law-place-{where.kind}", lang, document=document, spot=spot)
    return f"{told} ({where.key})" if where.key else told


def detail(one: Finding, lang: str) -> str:
    """Return what a rule found in the tender itself; empty for a rule of words."""
    if not one.detail:
        return ""
    values = {name: shorten(text) for name, text in one.values}
    return language.word(f"law-detail-{one.detail}", lang, **values)


def regime(review: Review, lang: str) -> str:
    """Return which rules bind the purchase, in one line."""
    if review.standing is None:
        return language.word("law-regime-unknown", lang)
    found = review.standing.bound
    return language.word(
        "law-regime",
        lang,
        name=language.word(f"law-regime-{found.name}", lang),
        value=language.number(found.value_sek, lang),
        kind=language.word(f"law-kind-{found.kind}", lang),
        chapter=language.word(f"law-chapter-16-{found.chapter_16}", lang),
    )


def data(review: Review, lang: str) -> dict[str, Any]:
    """Return the review as JSON-able data; the caveat goes with it wherever it goes."""
    return {
        "caveat": language.word("law-proves-nothing", lang),
        "law_read": review.law_read,
        "rules_run": review.rules_run,
        "clauses": review.clauses,
        "documents": [{"name": one.name, "sha256": one.sha256} for one in review.documents],
        "regime": _regime_data(review, lang),
        "counts": counts(review),
        "findings": [_data(one, lang) for one in review.findings],
        "not_seen": [{"rule": rule.id, "reason": rule.unseen[lang]} for rule in review.unseen],
    }


def _regime_data(review: Review, lang: str) -> dict[str, Any] | None:
    if review.standing is None:
        return None
    found = review.standing.bound
    return {
        "name": found.name,
        "text": regime(review, lang),
        "value_sek": f"{found.value_sek:f}",
        "chapter_16": found.chapter_16,
        "binds": [cited(one, lang) for one in found.binds],
    }


def _data(one: Finding, lang: str) -> dict[str, Any]:
    answer = one.override
    return {
        "rule": one.rule.id,
        "severity": one.severity,
        "blocks": one.blocks,
        "where": place(one.place, lang),
        "document": one.place.document,
        "key": one.place.key,
        "clause": one.clause,
        "detail": detail(one, lang),
        "why": one.rule.why[lang],
        "provisions": [cited(name, lang) for name in one.rule.law],
        "instead": one.rule.instead[lang],
        "override": None if answer is None else {"who": answer.who, "why": answer.why},
    }
