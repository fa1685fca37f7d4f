"""`carbon footprint`: a producer's own product, and the form to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from carbon.cli import output as out
from carbon.cli import texts
from carbon.cli.commands import Command
from carbon.cli.output import Output

if TYPE_CHECKING:
    from carbon.farm.records import Answers, OwnFootprint, Submission
    from carbon.library.records import Library
    from carbon.outputs.producerresult import Result
    from carbon.problems import Problem
    from carbon.tender.producing import InTender
    from carbon.tender.records import Tender

_FILE = click.Path(dir_okay=False, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_RESULT, _PACT = "footprint.json", "pact.json"


@click.command(cls=Command, help=texts.help_of("footprint"))
@click.argument("file", required=False, type=_FILE)
@click.option("--tender", type=_FOLDER, help=texts.help_of("--footprint-tender"))
@click.option("--form", metavar="TYPE", help=texts.help_of("--form"))
@click.option("--list", "listed", is_flag=True, help=texts.help_of("--forms"))
@click.option("--out", type=click.Path(path_type=Path), help=texts.help_of("--footprint-out"))
@out.options
def footprint(
    *,
    file: Path | None,
    tender: Path | None,
    form: str | None,
    listed: bool,
    out: Path | None,
    output: Output,
) -> None:
    """Compute a producer's product, write its form, or list the forms."""
    if listed:
        _list(output)
    if form is not None:
        _form(form, _given(out, "out"), tender, output)
    _compute(_given(file, "file"), tender, out, output)


def _given(value: Path | None, name: str) -> Path:
    if value is None:
        context = click.get_current_context()
        param = next(one for one in context.command.params if one.name == name)
        raise click.MissingParameter(ctx=context, param=param)
    return value


def _list(output: Output) -> NoReturn:
    from carbon import language
    from carbon.farm import asking, questionnaires
    from carbon.farm.records import Need

    rows = []
    for one in questionnaires.load().values():
        required = sum(field.need is Need.REQUIRED for field in one.fields)
        title = asking.in_language(one.title, output.lang)
        told = {"id": one.id, "title": title, "required": required, "all": len(one.fields)}
        rows.append({**told, "version": one.version, "products": list(one.products)})
        if not output.as_json:
            output.text(language.word("footprint-list", output.lang, **told))
    if output.as_json:
        output.json({"forms": rows})
    out.leave(out.FINE)


def _form(kind: str, path: Path, folder: Path | None, output: Output) -> NoReturn:
    from carbon import language
    from carbon.farm import questionnaires
    from carbon.outputs import producerform
    from carbon.outputs.files import folder_for, write_aside
    from carbon.problems import UsageError, error

    found = questionnaires.get(kind)
    if found is None:
        known = ", ".join(questionnaires.load())
        raise UsageError(error("answers-form-unknown", "--form", found=kind, expected=known))
    if path.suffix.lower() != ".xlsx" or path.is_dir():
        raise UsageError(error("producer-form-name", "--out", found=path))
    tender = _tender(folder).id if folder is not None else ""
    folder_for(path.parent)
    write_aside(path, producerform.form_bytes(found, output.lang, tender=tender))
    if output.as_json:
        output.json({"form": found.id, "version": found.version, "written": str(path)})
    else:
        output.text(language.word("footprint-form-written", output.lang, path=path))
    out.leave(out.FINE)


def _tender(folder: Path) -> Tender:
    """Return a tender. Raises UsageError when its folder cannot be read."""
    from carbon.intake import tenderfile
    from carbon.problems import UsageError

    tender, problems = tenderfile.read_tender(folder)
    if tender is None:
        raise UsageError(*problems)
    return tender


def _library(folder: Path | None) -> Library:
    """Return the library: today's, or that of the tender. Raises UsageError without one."""
    from carbon.library import load
    from carbon.problems import UsageError
    from carbon.tender import folder as tenders

    if folder is None:
        return load.load()
    library, problems = tenders.library_of(folder)
    if library is None:
        raise UsageError(*problems)
    return library


def _compute(file: Path, folder: Path | None, target: Path | None, output: Output) -> NoReturn:
    from carbon.farm import answering, knowledge, own
    from carbon.intake import producerfile
    from carbon.outputs.producerresult import Result
    from carbon.problems import UsageError, has_errors

    submission, problems = producerfile.read(file)
    if submission is None:
        raise UsageError(*problems)
    answers, wrong = answering.submitted(submission)
    problems += wrong
    if answers is None or has_errors(problems):
        _stop(problems, output)
    library = _library(folder)
    known = knowledge.load(library)
    made, wrong = own.computed(answers, known, where=submission.where)
    problems += wrong
    if made is None:
        _stop(problems, output)
    problems += _about(submission, made)
    found, wrong = _in_tender(folder, submission, answers, library, output)
    result = Result(own=made, knowledge=known, in_tender=found)
    problems += wrong
    _tell(result, submission, (file, target), problems, output)
    failed = has_errors(problems) or (folder is not None and found is None)
    out.leave(out.PROBLEMS if failed else out.FINE)


def _stop(problems: Sequence[Problem], output: Output) -> NoReturn:
    if output.as_json:
        output.json({"problems": output.problem_list(problems)})
    output.problems(problems, notes=True)
    out.leave(out.PROBLEMS)


def _about(submission: Submission, made: OwnFootprint) -> list[Problem]:
    """Return what is to be asked where the file states another digest than was found."""
    from carbon.farm import digest
    from carbon.problems import warning

    problems: list[Problem] = []
    stated = submission.digest.strip().casefold()
    if stated and stated != made.digest:
        texts = {"found": stated, "expected": made.digest}
        content = digest.stated(submission.digest_of)
        if digest.of(content) == stated:
            texts["what"] = digest.named(content, made.digest_of)
            problems.append(warning("answers-digest-differs", submission.where, **texts))
        else:
            problems.append(warning("answers-digest-other", submission.where, **texts))
    return problems


def _in_tender(
    folder: Path | None,
    submission: Submission,
    answers: Answers,
    library: Library,
    output: Output,
) -> tuple[InTender | None, list[Problem]]:
    from carbon.farm import knowledge
    from carbon.problems import warning
    from carbon.tender import producing
    from carbon.transport import places

    if folder is None:
        return None, []
    tender = _tender(folder)
    problems = []
    if answers.tender and answers.tender != tender.id:
        texts = {"found": answers.tender, "expected": tender.id}
        problems.append(warning("answers-tender-other", submission.where, **texts))
    found, wrong = producing.in_tender(
        tender,
        submission,
        answers,
        library=library,
        gazetteer=places.load(),
        region=knowledge.load(library).region,
        lang=output.lang,
    )
    return found, [*problems, *wrong]


def _tell(
    result: Result,
    submission: Submission,
    paths: tuple[Path, Path | None],
    problems: Sequence[Problem],
    output: Output,
) -> None:
    from carbon import language
    from carbon.outputs import producerresult, producerresult_lines

    content = producerresult.as_json(result, output.lang)
    content["problems"] = output.problem_list(problems)
    written = _written(result, submission, paths, language.json_text(content), output.lang)
    if output.as_json:
        output.json(content)
    else:
        for line in producerresult_lines.lines(result, output.lang):
            output.text(line)
    for path in written:
        output.remark(f"→ {path}")
    output.problems(problems)


def _written(
    result: Result, submission: Submission, paths: tuple[Path, Path | None], text: str, lang: str
) -> list[Path]:
    """Write the result, the answers and what goes with an offer into a folder, if asked for."""
    from carbon.outputs import producerform
    from carbon.outputs.files import folder_for, write_aside

    file, target = paths
    if target is None:
        return []
    folder, source = folder_for(target), file.resolve()
    made = result.own.answers.questionnaire
    form = producerform.form_bytes(
        made,
        lang,
        submission.raw,
        tender=result.own.answers.tender or "",
        digest=result.own.digest,
        digest_of=result.own.digest_of,
    )
    files = {_RESULT: text.encode(), f"{made.id}.xlsx": form}
    files |= _handed_out(result, submission, lang)
    # The producer's own file is never written over: it may hold more than its answers.
    kept = {name: one for name, one in files.items() if (folder / name).resolve() != source}
    for name, content in kept.items():
        write_aside(folder / name, content)
    return [folder / name for name in kept]


def _handed_out(result: Result, submission: Submission, lang: str) -> dict[str, bytes]:
    """Return what goes with an offer: answers, PACT footprint, and the declaration where it can."""
    from carbon.outputs import answersfile, declaration, pact, pdf

    own, library = result.own, result.knowledge.library
    made = own.answers.questionnaire
    answers = answersfile.text(made, submission.raw, lang, own.digest, own.digest_of)
    company = own.answers.producer or declaration.word("no-producer", lang)
    footprint = pact.product_footprint(own, pact.Issue(company=company), library, lang)
    found = {f"{made.id}.yaml": answers.encode(), _PACT: pact.json_bytes(footprint)}
    name = f"{declaration.word('file', lang)}.pdf"
    paper, _ = pdf.of_page(declaration.page(own, library, lang), name)
    return found if paper is None else {**found, name: paper}
