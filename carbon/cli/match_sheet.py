"""`carbon match TENDER --sheet FILE` and `--answers FILE`: the queue as a workbook, out and in."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from carbon.cli import match_desk as desks
from carbon.cli.output import Output

_OUR_OWN = "hidden-sheets"  # the lists of the queue stand on one


def write(folder: Path, officer: str, file: Path, who: str, output: Output) -> NoReturn:
    """Write the names that wait, to be answered in a spreadsheet program."""
    from carbon import language
    from carbon.outputs import matchqueue
    from carbon.problems import UsageError

    wrong = matchqueue.wrong_name(file.name)
    if wrong:
        raise UsageError(*wrong)
    desk = desks.opened(folder, officer, output)
    questions, names = desk.questions, desk.names
    matchqueue.write_queue(
        questions,
        file,
        tender=desk.assessment.tender,
        library=desk.assessment.library,
        keys=names,
        who=who,
        lang=output.lang,
    )
    if output.as_json:
        output.json({"waiting": len(questions), "written": str(file)})
    else:
        told = {"count": len(questions), "path": file}
        output.text(language.word("queue-written", output.lang, **told))
    desks.leave(len(questions))


def read(folder: Path, officer: str, file: Path, who: str, output: Output) -> NoReturn:
    """Keep the good answers of a filled-in queue and tell what is wrong with the others."""
    from carbon import language
    from carbon.intake.files import read_workbook
    from carbon.outputs import matchqueue, matchqueue_answers
    from carbon.problems import UsageError, has_errors

    book, problems = read_workbook(file, file.name)
    if book is None:
        raise UsageError(*problems)
    problems = [one for one in problems if one.code != _OUR_OWN]
    desk = desks.opened(folder, officer, output)
    tender, library, names = desk.assessment.tender, desk.assessment.library, desk.names
    questions = desk.questions
    found, wrong = matchqueue_answers.read_answers(
        book,
        mark=matchqueue.mark_of(tender, library, names),
        waiting=questions,
        names=names,
        library=library,
        who=who,
        lang=output.lang,
    )
    if found is None:
        raise UsageError(*problems, *wrong)
    made = [desks.decided(one, library, desk.file) for one in found.given]
    kept, refused = desks.keep(desk, made, output.lang)
    problems = [*problems, *found.problems, *refused]
    counts = {"count": len(kept), "empty": found.empty}
    left = len(questions) - len(kept)
    if output.as_json:
        told = {"kept": len(kept), "empty": found.empty, "waiting": left}
        output.json({**told, "problems": output.problem_list(problems)})
    else:
        text = language.word("queue-read", output.lang, file=desk.file, waiting=left, **counts)
        output.text(text)
        output.problems(problems)
    desks.leave(left, problems=has_errors(problems))
