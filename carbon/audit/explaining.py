"""A line of an offer explained from a bundle: with the bundle's own tender and its own library.

As with a replay, the work is done in a process of its own: this module run as a program takes a
request on its standard input and leaves text, data and page in a temporary folder.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from carbon import language, resources
from carbon.audit import knowledge, opening
from carbon.audit.bag import sha256
from carbon.audit.records import Bundle
from carbon.audit.replay import SECONDS
from carbon.intake import child
from carbon.problems import Problem, UsageError, error

_ANSWER = "answer.json"
_PREFIX = "carbon-explain-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A line explained in each form; None, with the problems, when it could not be."""

    text: str
    data: Mapping[str, Any]
    page: str


def of_bundle(
    path: Path, offer: str, line: str, lang: str
) -> tuple[Explained | None, tuple[Mapping[str, str], ...]]:
    """Return a line of a bundle explained, and all problems as described records.

    Never raises for what the bundle holds. A broken seal is told beside the explanation;
    `carbon verify` is the one to judge it.
    """
    with opening.opened(path) as (bundle, problems):
        told = _described(problems, lang)
        if bundle is None:
            return None, told
        found, wrong = _asked(bundle, offer, line, lang)
        return found, (*told, *wrong)


def _described(problems: list[Problem], lang: str) -> tuple[Mapping[str, str], ...]:
    return tuple(language.described(one, lang) for one in problems)


def _asked(
    bundle: Bundle, offer: str, line: str, lang: str
) -> tuple[Explained | None, tuple[Mapping[str, str], ...]]:
    here = {n: sha256(one.read_bytes()) for n, one in knowledge.files(bundle.knowledge).items()}
    library = None if knowledge.is_installed(here) else str(bundle.knowledge.resolve())
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as place:
        request = {
            "tender": str(bundle.tender.resolve()),
            "knowledge": library,
            "offer": offer,
            "line": line,
            "lang": lang,
            "out": place,
        }
        asked = json.dumps(request).encode()
        reason = child.run("carbon.audit.explaining", asked, seconds=SECONDS)
        try:
            answer = json.loads((Path(place) / _ANSWER).read_bytes())
        except (OSError, ValueError):
            died = error("replay-died", "-", found=reason or "?")
            return None, _described([died], lang)
    if answer["explained"] is None:
        return None, tuple(answer["problems"])
    return Explained(**answer["explained"]), ()


def main() -> None:
    """Answer one request; everything that computes is imported after the library is chosen."""
    request = json.loads(sys.stdin.buffer.read())
    if request["knowledge"] is not None:
        resources.use_factors(Path(request["knowledge"]))
    answer: dict[str, Any] = {"explained": None, "problems": []}
    try:
        answer["explained"] = _explained(request)
    except UsageError as wrong:
        answer["problems"] = _described(list(wrong.problems), request["lang"])
    (Path(request["out"]) / _ANSWER).write_text(json.dumps(answer), encoding="utf-8")


def _explained(request: Mapping[str, Any]) -> dict[str, Any]:
    from carbon.outputs.explain import explain
    from carbon.outputs.explain_page import page
    from carbon.outputs.explain_text import explain_text
    from carbon.tender.folder import assess_folder

    lang, asked = request["lang"], (request["offer"], request["line"])
    found, problems = assess_folder(request["tender"], lang=lang, held_to_lock=False)
    if found is None:
        raise UsageError(*problems)
    return {
        "text": explain_text(found, *asked, lang),
        "data": explain(found, *asked, lang),
        "page": page(found, *asked, lang),
    }


if __name__ == "__main__":
    main()
