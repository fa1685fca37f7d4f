"""What `carbon match` shows a person: names and candidates, no supplier and no price."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from carbon import language
from carbon.library.records import Library
from carbon.matching.records import Match, Wanted

Record = dict[str, object]


def pending(matches: Iterable[Match], wanted: Iterable[Wanted], library: Library) -> list[Record]:
    """Return the names that wait for a person, each once, as JSON-able records.

    `matches` and `wanted` belong together pairwise.
    A person's own "nothing fits" is an answer and does not wait.
    """
    found: dict[tuple[str, str, str], Record] = {}
    for match, one in zip(matches, wanted, strict=True):
        if match.product_id is not None or match.method == "decision":
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
        asked = record["wanted_name"] or "–"
        lines.append(language.word("match-waiting", lang, name=record["name"], wanted=asked))
        candidates = record["candidates"]
        for each in candidates if isinstance(candidates, list) else []:
            shown = language.number(each["score"], lang, 2)
            lines.append(language.word("match-candidate", lang, **{**each, "score": shown}))
    return lines
