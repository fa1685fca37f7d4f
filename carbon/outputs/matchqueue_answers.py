"""A queue that a person has filled in, read back: good answers, and what is wrong with the others.

The sheet comes from outside like any other. It must be of this tender, this library and these
names, and each row must still bear the name that its id stands for; then what it says is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from carbon import language
from carbon.intake.records import CellValue, ErrorCell, Sheet, Workbook
from carbon.library.records import Library
from carbon.matching.decide import NOTHING_FITS
from carbon.matching.dialogue import Answer
from carbon.matching.pending import Question
from carbon.outputs import matchqueue, terms
from carbon.outputs.columns import letter
from carbon.outputs.matchqueue_meaning import Meaning
from carbon.problems import Problem, error, warning

_MARK = re.compile(r"carbon-match-\d+(:[0-9a-f]+){3}\Z")
_HEAD_ROWS = 12  # within which the mark and the headers stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a filled-in queue says."""

    given: tuple[Answer, ...]
    empty: int  # rows without an answer: their names go on waiting
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """One sheet being read; `problems` grows."""

    book: str
    sheet: Sheet
    columns: Mapping[str, int]  # column by its name, counted from 1
    header: int  # its row, counted from 1
    who: str
    lang: str
    problems: list[Problem] = field(default_factory=list)

    def where(self, row: int, column: str) -> str:
        """Return the place of a cell as a person finds it."""
        return f"{self.book}!{self.sheet.name}!{letter(self.columns[column] - 1)}{row}"

    def text(self, row: int, column: str) -> str:
        """Return a cell as text on one line."""
        return _text(_cell(self.sheet, row, self.columns[column]))

    def wrong(self, code: str, row: int, column: str, **values: object) -> None:
        """Add a problem about a cell."""
        self.problems.append(error(code, self.where(row, column), **values))


def read_answers(
    book: Workbook,
    *,
    mark: str,
    waiting: Sequence[Question],
    names: Mapping[str, str],
    library: Library,
    who: str = "",
    lang: str = "sv",
) -> tuple[Answers | None, list[Problem]]:
    """Return the answers of a queue, or None and why it is not to be used.

    `mark` is that of the queue as it would be written now, `names` the name of every key in the
    tender, waiting or not. `who` answers where the sheet does not say it, `lang` is the language of
    reasons that the sheet leaves empty.
    """
    found = [(sheet, own) for sheet in book.sheets for own in _marks(sheet)]
    if len(found) != 1:
        return None, [error("queue-not-ours", book.name, found=len(found))]
    sheet, own = found[0]
    wrong = _foreign(own, mark, f"{book.name}!{sheet.name}")
    if wrong:
        return None, wrong
    header, columns = _columns(sheet)
    missing = [key for key in matchqueue.COLUMNS if key not in columns]
    if missing:
        expected = ", ".join(matchqueue.word(f"column-{key}", "sv") for key in missing)
        return None, [error("queue-columns", f"{book.name}!{sheet.name}", expected=expected)]
    at = _Found(book=book.name, sheet=sheet, columns=columns, header=header, who=who, lang=lang)
    return _answers(at, waiting, names, library), []


def _answers(
    at: _Found, waiting: Sequence[Question], names: Mapping[str, str], library: Library
) -> Answers:
    open_ = {matchqueue.id_of(one.key): one for one in waiting}
    known = {matchqueue.id_of(key): name for key, name in names.items()}
    meaning, seen = Meaning(library), set[str]()
    given: list[Answer] = []
    empty = 0
    for row in range(at.header + 1, at.sheet.first_row + len(at.sheet.rows)):
        if not (at.text(row, "answer") or at.text(row, "other")):
            empty += bool(at.text(row, "id"))
            continue
        id_ = at.text(row, "id")
        if id_ not in known:
            at.wrong("queue-row-unknown", row, "id", found=id_)
        elif id_ in seen:
            at.wrong("queue-row-twice", row, "id", found=known[id_])
        elif id_ not in open_:
            told = {"found": known[id_], "answer": _answer_text(at, row)}
            place = at.where(row, "answer")
            at.problems.append(warning("queue-no-longer-waiting", place, **told))
        else:
            given += _one(at, row, open_[id_], meaning)
        seen.add(id_)
    return Answers(given=tuple(given), empty=empty, problems=tuple(at.problems))


def _answer_text(at: _Found, row: int) -> str:
    return at.text(row, "answer") or at.text(row, "other")


def _one(at: _Found, row: int, question: Question, meaning: Meaning) -> Iterator[Answer]:
    """Yield the answer of a row, or nothing after telling all that is wrong with it."""
    before = len(at.problems)
    name = terms.cell_text(question.name)
    if at.text(row, "name") != " ".join(name.split()):
        at.wrong("queue-name-differs", row, "name", found=at.text(row, "name"), expected=name)
    chosen = [
        product
        for column in ("answer", "other")
        if (text := at.text(row, column)) and (product := _product(at, row, column, text, meaning))
    ]
    if len(set(chosen)) > 1:
        told = {"found": at.text(row, "answer"), "other": at.text(row, "other")}
        at.wrong("queue-two-answers", row, "other", **told)
    who = at.text(row, "who") or _who(at)
    if not who:
        at.wrong("queue-who-missing", row, "who", found=question.name)
    if len(at.problems) == before:
        yield Answer(
            name=question.name,
            product_id=None if chosen[0] == NOTHING_FITS else chosen[0],
            who=who,
            why=at.text(row, "why") or _why(at, row, question, chosen[0]),
        )


def _product(at: _Found, row: int, column: str, text: str, meaning: Meaning) -> str | None:
    product = meaning.of(text)
    if product is None:
        at.wrong("queue-answer-unknown", row, column, found=text)
    return product


def _why(at: _Found, row: int, question: Question, product: str) -> str:
    """Return the reason that an empty cell stands for: how the answer was chosen."""
    if product == NOTHING_FITS:
        return language.word("review-why-nothing", at.lang)
    for one in question.candidates:
        if one.product_id == product and at.text(row, "answer"):
            return language.word("review-why-candidate", at.lang, reason=one.reason)
    return language.word("review-why-catalogue", at.lang)


def _who(at: _Found) -> str:
    """Return who answers all rows that do not say it themselves."""
    labels = {matchqueue.word("who-answers", lang) for lang in language.LANGUAGES}
    for row in range(1, at.header):
        if _text(_cell(at.sheet, row, 1)) in labels:
            return _text(_cell(at.sheet, row, matchqueue.WHO_COLUMN + 1)) or at.who
    return at.who


def _marks(sheet: Sheet) -> Iterator[str]:
    for row in sheet.rows[:_HEAD_ROWS]:
        for value in row:
            if isinstance(value, str) and _MARK.match(value.strip()):
                yield value.strip()


def _foreign(own: str, mark: str, where: str) -> list[Problem]:
    """Return why a queue with this mark is not the one that would be written now."""
    codes = ("queue-version", "queue-other-tender", "queue-other-library", "queue-older")
    pairs = zip(codes, own.split(":"), mark.split(":"), strict=True)
    differing = [code for code, here, there in pairs if here != there]
    return [error(code, where, found=own) for code in differing[:1]]


@cache
def _headers() -> Mapping[str, str]:
    return {
        matchqueue.word(f"column-{key}", lang): key
        for key in matchqueue.COLUMNS
        for lang in language.LANGUAGES
    }


def _columns(sheet: Sheet) -> tuple[int, Mapping[str, int]]:
    """Return the row of the headers and where each column stands, wherever it was moved."""
    best: tuple[int, Mapping[str, int]] = (0, {})
    for row, values in enumerate(sheet.rows[:_HEAD_ROWS], start=sheet.first_row):
        named = {
            _headers()[text]: column
            for column, value in enumerate(values, start=sheet.first_column)
            if (text := _text(value)) in _headers()
        }
        if len(named) > len(best[1]):
            best = (row, named)
    return best


def _cell(sheet: Sheet, row: int, column: int) -> CellValue:
    at, across = row - sheet.first_row, column - sheet.first_column
    if not (0 <= at < len(sheet.rows) and 0 <= across < len(sheet.rows[at])):
        return None
    return sheet.rows[at][across]


def _text(value: CellValue) -> str:
    if value is None:
        return ""
    if isinstance(value, ErrorCell):
        return value.text
    return " ".join(str(value).split())
