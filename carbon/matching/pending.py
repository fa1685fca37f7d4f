"""What `carbon match` shows a person: names and candidates, no supplier and no price."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from carbon import language
from carbon.library.records import Library
from carbon.matching.names import fold
from carbon.matching.records import Candidate, Match, Wanted
from carbon.problems import shorten

Record = dict[str, object]
_SHOWN = 300  # characters of a name at a terminal


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A name that waits for a person, once, however many offers it stands in."""

    key: str
    name: str  # as it stands in an offer; its key is the key
    wanted: tuple[str, ...]  # what the buyer calls the lines that it stands on
    candidates: tuple[Candidate, ...]


def questions(
    matches: Iterable[Match], wanted: Iterable[Wanted], answered: Collection[str] = ()
) -> tuple[Question, ...]:
    """Return the names that a person can decide, in order of their keys.

    `matches` and `wanted` belong together pairwise; keys in `answered` are left out. A row without
    any name is no question: there is nothing that a decision could be remembered by.
    """
    found: dict[str, list[tuple[Match, Wanted]]] = {}
    for match, one in zip(matches, wanted, strict=True):
        if _waits(match) and match.key and match.key not in answered:
            found.setdefault(match.key, []).append((match, one))
    return tuple(_question(key, found[key]) for key in sorted(found))


def _waits(match: Match) -> bool:
    return match.product_id is None and match.method != "decision"


def _question(key: str, seen: Sequence[tuple[Match, Wanted]]) -> Question:
    names = {name for _, one in seen for name in (one.offered_name, one.wanted_name) if name}
    offered = sorted(name for name in names if fold(name) == key)
    candidates: dict[str, Candidate] = {}
    for match, _ in seen:
        for each in match.candidates:
            known = candidates.get(each.product_id)
            if known is None or (each.score, each.reason) > (known.score, known.reason):
                candidates[each.product_id] = each
    ranked = sorted(candidates.values(), key=lambda each: (-each.score, each.product_id))
    return Question(
        key=key,
        name=offered[0] if offered else key,
        wanted=tuple(sorted({one.wanted_name for _, one in seen if one.wanted_name})),
        candidates=tuple(ranked),
    )


def pending(matches: Iterable[Match], wanted: Iterable[Wanted], library: Library) -> list[Record]:
    """Return the names that wait for a person, each once, as JSON-able records.

    `matches` and `wanted` belong together pairwise.
    A person's own "nothing fits" is an answer and does not wait.
    """
    found: dict[tuple[str, str, str], Record] = {}
    for match, one in zip(matches, wanted, strict=True):
        if not _waits(match):
            continue
        name, asked = one.offered_name or one.wanted_name or "", one.wanted_name or ""
        found[match.key, asked, name] = _record(match, name, asked, library)
    return [found[place] for place in sorted(found)]


def _record(match: Match, name: str, asked: str, library: Library) -> Record:
    return {
        "key": match.key,
        "name": name,
        "wanted_name": asked or None,
        "candidates": [
            {
                "product_id": each.product_id,
                "name_sv": library.products[each.product_id].name_sv,
                "score": each.score,
                "reason": each.reason,
            }
            for each in match.candidates
        ],
    }


def as_text(records: Sequence[Record], lang: str) -> list[str]:
    """Return the waiting names as lines for a person to read."""
    lines = []
    for record in records:
        name, asked = (shorten(str(record[one] or "–"), _SHOWN) for one in ("name", "wanted_name"))
        lines.append(language.word("match-waiting", lang, name=name, wanted=asked))
        candidates = record["candidates"]
        for each in candidates if isinstance(candidates, list) else []:
            shown = language.number(each["score"], lang, 2)
            lines.append(language.word("match-candidate", lang, **{**each, "score": shown}))
    return lines
