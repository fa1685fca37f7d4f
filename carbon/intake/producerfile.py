"""A producer's answers from a file: YAML, JSON or the Excel form, known by its content.

Nothing is understood here but the shape: which form, which answers, where each one stands. What an
answer means is decided by carbon.farm.answering, for the page too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from carbon import yamlfile
from carbon.farm.records import HEADER, RawAnswer, Submission
from carbon.problems import Problem, error, shorten, warning

_LARGEST = 1_000_000  # bytes of a text file; a filled-in one has some 3,000
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_ANSWER_KEYS = frozenset({"value", "unit", "quality"})
_KEYS = frozenset({*HEADER, "questionnaire", "version", "digest", "digest_of", "answers"})
_EVIDENCE_MARK = "; "

Outcome = tuple[Submission | None, list[Problem]]


def read(path: Path, name: str | None = None) -> Outcome:
    """Return the answers of a file, or what is wrong with it; `name` is what messages call it.

    Never raises for anything that a file contains.
    """
    shown = name or path.name
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except (OSError, ValueError) as reason:
        return None, [error("file-unreadable", shown, found=reason)]
    if data.startswith(_WORKBOOKS):
        from carbon.intake import producerform

        return producerform.read(path, shown)
    if len(data) > _LARGEST:
        return None, [error("file-too-large", shown, found=path.stat().st_size)]
    return parse(data, shown)


def parse(data: bytes, name: str) -> Outcome:
    """Return the answers of a YAML or JSON text, or what is wrong with it."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as reason:
        return None, [error("text-encoding", name, found=reason.reason)]
    if not text.strip("\x00 \r\n\t"):
        return None, [error("file-empty", name)]
    content, problems = _content(text, name)
    if problems:
        return None, problems
    if not isinstance(content, Mapping) or not isinstance(content.get("questionnaire"), str):
        return None, [error("producer-file-other", name)]
    return _submission(content, name, hashlib.sha256(data).hexdigest())


def _content(text: str, name: str) -> tuple[Any, list[Problem]]:
    if not text.lstrip().startswith(("{", "[")):
        return yamlfile.parse(text, name)
    try:
        content = json.loads(
            text,
            parse_float=Decimal,
            parse_int=Decimal,
            parse_constant=_refused,
            object_pairs_hook=_once,
        )
    except (ValueError, ArithmeticError, RecursionError) as wrong:
        return None, [error("producer-file-json", name, found=wrong)]
    return content, []


def _refused(text: str) -> object:
    raise ValueError(f"{text} is no number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _submission(content: Mapping[str, Any], name: str, sha256: str) -> Outcome:
    problems: list[Problem] = []
    raw: dict[str, RawAnswer] = {}
    for key in HEADER:
        if content.get(key) is not None:
            _take(raw, key, content[key], _place(content, key, name), problems)
    for key in sorted(set(content) - _KEYS):
        texts = {"found": key, "expected": "answers"}
        problems.append(warning("answer-field-unknown", _place(content, key, name), **texts))
    answers = content.get("answers", {})
    if not isinstance(answers, Mapping):
        return None, [
            error("producer-file-shape", _place(content, "answers", name), found="answers")
        ]
    for key, value in answers.items():
        if key in HEADER:
            texts = {"found": key}
            problems.append(error("answer-twice", _place(answers, key, name), **texts))
        elif value is not None:
            _take(raw, str(key), value, _place(answers, key, name), problems)
    digest_of = content.get("digest_of")
    submission = Submission(
        questionnaire=content["questionnaire"].strip(),
        version=_plain(content.get("version")),
        raw=raw,
        where=name,
        digest=_plain(content.get("digest")),
        digest_of=digest_of if isinstance(digest_of, Mapping) else {},
        sha256=sha256,
    )
    return submission, problems


def _place(content: Mapping[str, Any], key: str, name: str) -> str:
    """Return the line of a key where the file has lines, else the key."""
    if isinstance(content, yamlfile.YamlMapping):
        return f"{name}:{content.key_lines[key]}: {key}"
    return f"{name}: {shorten(key)}"


def _plain(value: object) -> str:
    return "" if value is None or isinstance(value, (list, Mapping)) else str(value).strip()


def _take(
    raw: dict[str, RawAnswer], key: str, value: object, place: str, problems: list[Problem]
) -> None:
    """Put an answer among the others, or say that it has no shape of one."""
    answer, wrong = _answer(key, value, place)
    problems += wrong
    if answer is not None:
        raw[key] = answer


def _answer(key: str, value: object, place: str) -> tuple[RawAnswer | None, list[Problem]]:
    if isinstance(value, Mapping) and "value" in value:
        wrong: list[Problem] = [
            warning("answer-field-unknown", place, found=one, expected=", ".join(_ANSWER_KEYS))
            for one in sorted(set(value) - _ANSWER_KEYS)
        ]
        inner = _value(value["value"])
        if inner is None:
            return None, [error("producer-file-shape", place, found=key)]
        unit, quality = (_plain(value.get(one)) for one in ("unit", "quality"))
        return RawAnswer(value=inner, unit=unit, quality=quality, where=place), wrong
    found = _listed(value) if key == "evidence" else _value(value)
    if found is None:
        return None, [error("producer-file-shape", place, found=key)]
    return RawAnswer(value=found, where=place), []


def _listed(value: object) -> str | None:
    """Return a list of documents as one text."""
    parts = value if isinstance(value, list) else [value]
    texts = [one for one in map(_scalar, parts) if one is not None]
    return _EVIDENCE_MARK.join(map(str, texts)) if len(texts) == len(parts) else None


_Value = str | Decimal | Mapping[str, str | Decimal] | tuple[Mapping[str, str | Decimal], ...]


def _value(value: object) -> _Value | None:
    """Return what was answered: a number, a text, shares or rows; None for anything else."""
    if isinstance(value, Mapping):
        return _mapping(value)
    if isinstance(value, list):
        rows = [_mapping(one) if isinstance(one, Mapping) else None for one in value]
        kept = tuple(one for one in rows if one is not None)
        return kept if kept and len(kept) == len(rows) else None
    return _scalar(value)


def _mapping(value: Mapping[str, Any]) -> Mapping[str, str | Decimal] | None:
    parts = {str(key): _scalar(part) for key, part in value.items() if part is not None}
    kept = {key: part for key, part in parts.items() if part is not None}
    return kept if len(kept) == len(parts) else None


def _scalar(value: object) -> str | Decimal | None:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, (str, int, float, Decimal)):
        return None
    return value if isinstance(value, (str, Decimal)) else Decimal(repr(value))
