"""Provisions and cases in the reader's words: "LOU 9:13" is 9 kap. 13 § LOU in Swedish."""

from __future__ import annotations

import re
from collections.abc import Iterable

from carbon import language

_SECTION = re.compile(r"(LOU|KL) (\d+(?: ?[a-z])?):(\d+(?: ?[a-z])?)(?:-(\d+(?: ?[a-z])?))?\Z")
_CHAPTER = re.compile(r"(LOU) (\d+(?: ?[a-z])?)\Z")
_ORDINANCE = re.compile(r"(UF) (\d+(?: ?[a-z])?)\Z")
_REPORT = re.compile(r"(UHM|KKV) ([\d:]+)\Z")
_LETTER = re.compile(r"(\d)([a-z])\Z")


def cited(reference: str, lang: str) -> str:
    """Return a provision or case as a reader writes it; a case number is left as it is.

    >>> cited("LOU 5:7a", "sv"), cited("LOU 19:18-20", "sv"), cited("C-234/03", "sv")
    ('5 kap. 7 a § LOU', '19 kap. 18–20 §§ LOU', 'C-234/03')
    """
    section = _SECTION.match(reference)
    if section:
        act, chapter, first, last = section.groups()
        key = "law-cite-sections" if last else "law-cite-section"
        span = f"{_spaced(first)}–{_spaced(last)}" if last else _spaced(first)
        values = {"chapter": _spaced(chapter), "section": span}
        return language.word(key, lang, act=_act(act, lang), **values)
    for pattern, key, name in (
        (_CHAPTER, "law-cite-chapter", "chapter"),
        (_ORDINANCE, "law-cite-ordinance", "section"),
    ):
        match = pattern.match(reference)
        if match:
            values = {name: _spaced(match.group(2))}
            return language.word(key, lang, act=_act(match.group(1), lang), **values)
    report = _REPORT.match(reference)
    if report:
        key = "law-cite-UHM-question" if report.group(1) == "UHM" else "law-cite-KKV"
        return language.word(key, lang, number=report.group(2))
    return language.word("law-cite-UHM", lang) if reference == "UHM" else reference


def all_cited(references: Iterable[str], lang: str) -> str:
    """Return several provisions on one line."""
    return "; ".join(cited(one, lang) for one in references)


def _act(act: str, lang: str) -> str:
    return language.word(f"law-act-{act}", lang)


def _spaced(number: str) -> str:
    return _LETTER.sub(r"\1 \2", number)
