"""Where a person sits down to decide: a tender, the names that wait there, a file to write to."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from carbon.cli import journal
from carbon.cli import output as out
from carbon.cli.output import Output

if TYPE_CHECKING:
    from carbon.library.records import Library
    from carbon.matching.dialogue import Answer
    from carbon.matching.pending import Question
    from carbon.matching.records import Decision, Wanted
    from carbon.problems import Problem
    from carbon.tender.records import Assessment

_NEAREST = 3  # names shown when one is not found


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A tender as a person decides about it."""

    folder: Path
    file: str  # that decisions are written to
    officer: str  # as given on the command line; empty when one person decides for the tender
    assessment: Assessment
    answered: frozenset[str]  # keys in the officer's own file

    @property
    def questions(self) -> tuple[Question, ...]:
        """Return the names that wait for this person."""
        from carbon.matching.pending import questions

        found = self.assessment
        return questions(found.matches.values(), found.wanted.values(), self.answered)

    @property
    def names(self) -> dict[str, str]:
        """Return a name for every key of the tender, waiting or not."""
        wanted = self.assessment.wanted.values()
        found = {one.key: one.offered_name or one.wanted_name or one.key for one in wanted}
        return {key: found[key] for key in sorted(found) if key}


def opened(folder: Path, officer: str, output: Output) -> Desk:
    """Return the desk of a tender; UsageError when the tender cannot be read."""
    from carbon.intake.decisions import read_decisions
    from carbon.matching.officers import answered
    from carbon.problems import UsageError
    from carbon.tender.folder import assess_folder

    file = file_for(folder, officer)
    own, problems = read_decisions(folder, file) if officer else ((), [])
    if problems:
        raise UsageError(*problems)
    assessment, problems = assess_folder(folder, lang=output.lang, progress=output.progress)
    if assessment is None:
        raise UsageError(*problems)
    return Desk(
        folder=folder,
        file=file,
        officer=officer,
        assessment=assessment,
        answered=answered(own),
    )


def file_for(folder: Path, officer: str) -> str:
    """Return the file that decisions are written to; UsageError for a name that has none."""
    from carbon.intake.decisions import FILE
    from carbon.intake.officerfiles import own_file
    from carbon.problems import UsageError

    if not officer:
        return FILE
    file, problems = own_file(folder, officer)
    if problems:
        raise UsageError(*problems)
    return file


def today() -> str:
    """Return the date on which a person decides, as ISO."""
    return datetime.datetime.now().astimezone().date().isoformat()


def decided(answer: Answer, library: Library, file: str) -> Decision:
    """Return an answer as a decision of today; UsageError when it cannot be one."""
    from carbon.matching.decide import decide
    from carbon.problems import UsageError

    decision, problems = decide(
        name=answer.name,
        product=answer.product_id,
        who=answer.who,
        when=today(),
        why=answer.why,
        library=library,
        where=file,
    )
    if decision is None:
        raise UsageError(*problems)
    return decision


def keep(
    desk: Desk, decisions: Sequence[Decision], lang: str
) -> tuple[tuple[Decision, ...], list[Problem]]:
    """Write decisions to the desk's file; return those kept, and why the others were refused.

    A decision against the product that the buyer announced is refused. UsageError when the file
    cannot be written: then none of them is kept.
    """
    from carbon.intake.decisions import append_decisions
    from carbon.problems import UsageError

    refused = _against_codes(desk, decisions, lang)
    good = tuple(one for one in decisions if not refused[one.key])
    problems = append_decisions(desk.folder, good, desk.file, desk.officer)
    if problems:
        raise UsageError(*problems)
    if good:
        who = ", ".join(dict.fromkeys(one.who for one in good))
        journal.noted(desk.folder, "decided", who=who, when=good[-1].when, touched=[desk.file])
    return good, [problem for wrong in refused.values() for problem in wrong]


def _against_codes(
    desk: Desk, decisions: Sequence[Decision], lang: str
) -> dict[str, list[Problem]]:
    """Return for the key of each decision what the announced products say against it."""
    from carbon.matching.announced import AGAINST
    from carbon.matching.match import match

    offered: dict[str, list[Wanted]] = {}
    for one in desk.assessment.wanted.values():
        offered.setdefault(one.key, []).append(one)
    found = {}
    for made in decisions:
        _, told = match(offered.get(made.key, []), desk.assessment.library, [made], lang=lang)
        found[made.key] = [one for one in told if one.code == AGAINST]
    return found


def nearest(desk: Desk, name: str) -> list[str]:
    """Return the names of the tender that are written most like this one, the likest first."""
    from rapidfuzz import process

    from carbon.matching.names import fold

    found = process.extract(fold(name), list(desk.names), limit=_NEAREST)
    return [desk.names[key] for key, _, _ in found]


def product_name(product_id: str | None, library: Library, lang: str) -> str:
    """Return what a decision says, in words and with the id."""
    from carbon import language

    if product_id is None:
        return language.word("review-nothing-fits", lang)
    product = library.products.get(product_id)
    return product_id if product is None else f"{product.name_sv} ({product_id})"


def leave(waiting: int, *, problems: bool = False) -> NoReturn:
    """End the command: 1 while a name waits or something is wrong, 0 else."""
    out.leave(out.PROBLEMS if waiting or problems else out.FINE)
