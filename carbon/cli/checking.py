"""`carbon check`: data, rules of law and equal treatment, all at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carbon.cli import output as out
from carbon.cli import texts
from carbon.cli.commands import Command
from carbon.cli.output import Output

if TYPE_CHECKING:
    from carbon.problems import Problem
    from carbon.tender.law.verdicts import Verdict
    from carbon.tender.records import Assessment

_NOTES_OF_A_KIND = 5  # shown in full; a hundred like them hide the errors


@click.command(cls=Command, help=texts.help_of("check"))
@click.argument("tender", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--fast", is_flag=True, help=texts.help_of("--fast"))
@out.options
def check(tender: Path, fast: bool, output: Output) -> None:
    """Show everything that is wrong with a tender folder, all at once."""
    from carbon.outputs import equal_treatment, law
    from carbon.problems import UsageError, has_errors
    from carbon.tender.folder import assess_folder
    from carbon.tender.law.review import review
    from carbon.tender.law.verdicts import State

    assessment, problems = assess_folder(
        tender, lang=output.lang, held_to_lock=False, progress=output.progress
    )
    if assessment is None:
        _refused(problems, output)
        raise UsageError(*problems)
    output.progress("law")
    found = review(tender, assessment.tender, assessment.library)
    verdicts = [] if fast else _tried(assessment, output)
    problems += found.problems
    if output.as_json:
        told = {
            "problems": output.problem_list(problems),
            "law": law.data(found, output.lang),
            "equal_treatment": equal_treatment.data(verdicts, output.lang),
        }
        output.json(told)
    _tell(problems, output)
    if not output.as_json:
        for line in law.lines(found, output.lang):
            output.text(line)
        output.text()
        for line in equal_treatment.lines(verdicts, output.lang) if verdicts else ():
            output.text(line)
        _counts(problems, output)
    broken = any(one.state is State.BROKEN for one in verdicts)
    wrong = has_errors(problems) or bool(found.blocking) or broken
    out.leave(out.PROBLEMS if wrong else out.FINE)


def _tell(problems: Sequence[Problem], output: Output) -> None:
    """Show every error and warning, and the first notes of each kind: the rest are like them."""
    from carbon import language
    from carbon.problems import Severity

    seen: Counter[str] = Counter()
    for one in problems:
        note = one.severity is Severity.NOTE
        seen[one.code] += note
        if not note or seen[one.code] <= _NOTES_OF_A_KIND:
            output.problems([one], notes=True)
    for code, count in seen.items():
        if count > _NOTES_OF_A_KIND:
            more = count - _NOTES_OF_A_KIND
            output.remark(language.word("notes-alike", output.lang, count=more, code=code))


def _tried(assessment: Assessment, output: Output) -> list[Verdict]:
    from carbon.tender.law import properties
    from carbon.transport import places

    output.progress("equal-treatment")
    return properties.run(assessment.tender, assessment.library, places.load())


def _refused(problems: Sequence[Problem], output: Output) -> None:
    """Show the counter-examples of a model that the tender names and that is never computed."""
    from carbon.outputs import equal_treatment
    from carbon.tender.law import properties

    for problem in problems:
        if problem.code == "model-refused" and not output.as_json:
            model = dict(problem.values)["found"]
            verdicts = properties.of_refused(model)
            for line in equal_treatment.of_refused(model, verdicts, output.lang):
                output.text(line)


def _counts(problems: Sequence[Problem], output: Output) -> None:
    from carbon import language
    from carbon.problems import Severity

    counts = {kind: sum(p.severity is kind for p in problems) for kind in Severity}
    values = {f"{kind}s": count for kind, count in counts.items()}
    output.text()
    output.text(language.word("check-summary", output.lang, **values))
