"""`carbon evaluate` and `carbon explain`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from carbon.cli import output as out
from carbon.cli import recording, texts
from carbon.cli.commands import Command
from carbon.cli.output import Output

if TYPE_CHECKING:
    from carbon.problems import Problem

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(cls=Command, help=texts.help_of("evaluate"))
@click.argument("tender", type=_FOLDER)
@click.option(
    "--out",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help=texts.help_of("--out"),
)
@click.option("--records", "recorded", is_flag=True, help=texts.help_of("--records"))
@out.options
def evaluate(tender: Path, folder: Path, recorded: bool, output: Output) -> None:
    """Score and rank every offer, and write the results."""
    from carbon.outputs import result
    from carbon.outputs.files import write_all
    from carbon.outputs.summary import summary_lines
    from carbon.problems import has_errors
    from carbon.tender.doubt.assessing import with_doubt
    from carbon.tender.folder import assess_folder

    assessment, problems = assess_folder(tender, lang=output.lang, progress=output.progress)
    if assessment is None:
        _refused(problems, output)
    assessment = with_doubt(assessment)
    output.progress("writing")
    written = write_all(assessment, folder, output.lang)
    made = recording.written(tender, folder, assessment, output) if recorded else None
    problems += made.problems if made is not None else ()
    if output.as_json:
        found = result.result(assessment, output.lang)
        output.json(found if made is None else {**found, "records": recording.data(made, output)})
    else:
        for line in summary_lines(assessment, output.lang):
            output.text(line)
        for path in written:
            output.remark(f"→ {path}")
        if made is not None:
            recording.tell(made, folder, output)
    output.problems(problems)
    broken = made is not None and recording.broken(made)
    out.leave(out.PROBLEMS if broken or has_errors(problems) else out.FINE)


@click.command(cls=Command, help=texts.help_of("explain"))
@click.argument("tender", type=_FOLDER)
@click.argument("offer")
@click.argument("line")
@out.options
def explain(tender: Path, offer: str, line: str, output: Output) -> None:
    """Show one line's flows, sums, assumptions and page references."""
    from carbon.outputs import explain as explaining
    from carbon.outputs.explain_text import explain_text
    from carbon.tender.folder import assess_folder

    assessment, problems = assess_folder(tender, lang=output.lang, progress=output.progress)
    if assessment is None:
        _refused(problems, output)
    found = explaining.explain(assessment, offer, line)
    if output.as_json:
        output.json(found)
    else:
        output.text(explain_text(assessment, offer, line, output.lang))
    out.leave(out.FINE)


def _refused(problems: Sequence[Problem], output: Output) -> NoReturn:
    """Leave with what stops the work: 1 for a method that is not the published one, else 2."""
    from carbon.problems import UsageError, has_errors

    if not has_errors(one for one in problems if one.code.startswith("lock-")):
        raise UsageError(*problems)
    if output.as_json:
        output.json({"problems": output.problem_list(problems)})
    output.problems(problems)
    out.leave(out.PROBLEMS)
