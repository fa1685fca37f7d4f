"""`carbon evaluate`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from carbon.cli import auditing, recording, redacting, texts
from carbon.cli import output as out
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
@click.option("--public", "public", is_flag=True, help=texts.help_of("--public"))
@out.options
def evaluate(tender: Path, folder: Path, recorded: bool, public: bool, output: Output) -> None:
    """Score and rank every offer, and write the results."""
    from carbon.outputs import result
    from carbon.outputs.files import write_all
    from carbon.outputs.summary import summary_lines
    from carbon.problems import has_errors
    from carbon.tender.doubt.assessing import with_doubt
    from carbon.tender.folder import assess_folder

    assessment, problems = assess_folder(tender, lang=output.lang, progress=output.progress)
    if assessment is None:
        refused(problems, output)
    assessment = with_doubt(assessment)
    output.progress("writing")
    written = write_all(assessment, folder, output.lang)
    made = recording.written(tender, folder, assessment, output) if recorded else None
    problems += made.problems if made is not None else ()
    documents = made.documents if made is not None else {}
    if public:
        redacting.with_key(tender, output)
    bundle, wrong = auditing.bundled(tender, assessment, written, documents, output)
    problems += wrong
    edition, wrong = redacting.written(bundle.path, output) if public and bundle else ([], [])
    problems += wrong
    if output.as_json:
        found = result.result(assessment, output.lang)
        output.json(found if made is None else {**found, "records": recording.data(made, output)})
    else:
        for line in summary_lines(assessment, output.lang):
            output.text(line)
        for path in written:
            output.remark(f"→ {path}")
        auditing.tell(bundle, output)
        for line in edition:
            output.remark(line)
        if made is not None:
            recording.tell(made, folder, output)
    output.problems(problems)
    broken = made is not None and recording.broken(made)
    out.leave(out.PROBLEMS if broken or has_errors(problems) else out.FINE)


def refused(problems: Sequence[Problem], output: Output) -> NoReturn:
    """Leave with what stops the work: 1 for a method that is not the published one, else 2."""
    from carbon.problems import UsageError, has_errors

    if not has_errors(one for one in problems if one.code.startswith("lock-")):
        raise UsageError(*problems)
    if output.as_json:
        output.json({"problems": output.problem_list(problems)})
    output.problems(problems)
    out.leave(out.PROBLEMS)
