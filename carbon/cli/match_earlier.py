"""`carbon match TENDER --reuse EARLIER`: decisions of earlier tenders where nothing changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from carbon.cli import match_desk as desks
from carbon.cli.output import Output

if TYPE_CHECKING:
    from carbon.matching.reuse import Earlier, Reused


def reuse(folder: Path, sources: tuple[Path, ...], who: str, output: Output) -> NoReturn:
    """Take decisions over and tell which of them have become questions."""
    from carbon import language
    from carbon.matching import reuse as reusing
    from carbon.matching.decide import as_record
    from carbon.problems import UsageError, error, has_errors

    if not who.strip():
        raise UsageError(error("match-who-missing", "--reuse"))
    earlier = [_earlier(source) for source in sources]
    desk = desks.opened(folder, "", output)
    library, waiting = desk.assessment.library, {one.key: one.name for one in desk.questions}
    found = reusing.reuse(
        earlier,
        waiting,
        desk.assessment.matches.values(),
        library,
        who=who.strip(),
        when=desks.today(),
    )
    kept, refused = desks.keep(desk, found.taken, output.lang)
    found = replace(found, taken=kept, problems=(*found.problems, *refused))
    left = len(waiting) - len(found.taken)
    if output.as_json:
        taken = [as_record(one) for one in found.taken]
        problems = output.problem_list(found.problems)
        output.json({"taken": taken, "waiting": left, "problems": problems})
    else:
        _tell(found, desk, output)
        output.text(language.word("matches-pending", output.lang, count=left))
        output.problems(found.problems)
    desks.leave(left, problems=has_errors(found.problems))


def _tell(found: Reused, desk: desks.Desk, output: Output) -> None:
    from carbon import language
    from carbon.problems import shorten

    counts = {"count": len(found.taken), "elsewhere": found.elsewhere}
    output.text(language.word("reuse-taken", output.lang, file=desk.file, **counts))
    for one in found.taken:
        origin = one.origin
        if origin is not None:
            product = desks.product_name(one.product_id, desk.assessment.library, output.lang)
            told = {"who": shorten(origin.who), "when": origin.when, "from": origin.file}
            name = shorten(one.name)
            output.text(language.word("reuse-one", output.lang, name=name, product=product, **told))


def _earlier(source: Path) -> Earlier:
    """Return the decisions of a tender folder or a file; UsageError when there are none."""
    from carbon.intake.decisions import FILE, read_file, sha256_of
    from carbon.matching.reuse import Earlier
    from carbon.problems import UsageError, error

    path = source / FILE if source.is_dir() else source
    if not path.is_file() or path.suffix.lower() not in (".yaml", ".yml"):
        raise UsageError(error("reuse-source", str(source), found=str(source)))
    name = f"{path.resolve().parent.name}/{path.name}"
    before = sha256_of(path)
    decisions, problems = read_file(path, name)
    if problems:
        raise UsageError(*problems)
    return Earlier(file=name, sha256=before, decisions=decisions)
