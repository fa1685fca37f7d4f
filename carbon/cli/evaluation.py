"""`carbon evaluate`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from carbon.cli import auditing, recording, redacting, texts
from carbon.cli import output as out
from carbon.cli.commands import Command
from carbon.cli.output import Output

if TYPE_CHECKING:
    from carbon.audit.bundling import Written
    from carbon.outputs.records import Records
    from carbon.problems import Problem
    from carbon.tender.records import Assessment

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
    from carbon.outputs.files import alone_in, folder_for
    from carbon.outputs.summary import summary_lines
    from carbon.problems import has_errors
    from carbon.tender.doubt.assessing import with_doubt
    from carbon.tender.folder import assess_folder

    assessment, problems = assess_folder(tender, lang=output.lang, progress=output.progress)
    if assessment is None:
        refused(problems, output)
    assessment = with_doubt(assessment)
    with alone_in(folder_for(folder)):
        made = _written(tender, folder, assessment, recorded=recorded, public=public, output=output)
    problems += made.problems
    if output.as_json:
        found = result.result(assessment, output.lang)
        told = {} if made.records is None else {"records": recording.data(made.records, output)}
        output.json({**found, **told})
    else:
        for line in summary_lines(assessment, output.lang):
            output.text(line)
        _tell(made, folder, output)
    output.problems(problems)
    broken = made.records is not None and recording.broken(made.records)
    out.leave(out.PROBLEMS if broken or has_errors(problems) else out.FINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """What an evaluation wrote, and what is wrong with it."""

    paths: Sequence[Path]
    records: Records | None
    bundle: Written | None
    edition: Sequence[str]  # what to tell of the public edition
    problems: Sequence[Problem]


def _written(
    tender: Path,
    folder: Path,
    assessment: Assessment,
    *,
    recorded: bool,
    public: bool,
    output: Output,
) -> _Made:
    """Write the results, then the records, then the bundle of it all, then its public edition."""
    from carbon.outputs.evaluation import write_all

    output.progress("writing")
    paths = write_all(assessment, folder, output.lang)
    made = recording.written(tender, folder, assessment, output) if recorded else None
    documents = made.documents if made is not None else {}
    if public:
        redacting.with_key(tender, output)
    bundle, wrong = auditing.bundled(tender, assessment, paths, documents, output)
    edition: list[str] = []
    more: list[Problem] = []
    if public and bundle is not None:
        edition, more = redacting.written(bundle.path, output)
    told = () if made is None else made.problems
    return _Made(
        paths=paths,
        records=made,
        bundle=bundle,
        edition=edition,
        problems=(*told, *wrong, *more),
    )


def _tell(made: _Made, folder: Path, output: Output) -> None:
    for path in made.paths:
        output.remark(f"→ {path}")
    auditing.tell(made.bundle, output)
    for line in made.edition:
        output.remark(line)
    if made.records is not None:
        recording.tell(made.records, folder, output)


def refused(problems: Sequence[Problem], output: Output) -> NoReturn:
    """Leave with what stops the work: 1 for a method that is not the published one, else 2."""
    from carbon.problems import UsageError, has_errors

    if not has_errors(one for one in problems if one.code.startswith("lock-")):
        raise UsageError(*problems)
    if output.as_json:
        output.json({"problems": output.problem_list(problems)})
    output.problems(problems)
    out.leave(out.PROBLEMS)
