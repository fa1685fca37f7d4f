"""`carbon match`: what waits for a person, and what the person decided."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from carbon.cli import output as out
from carbon.cli import texts
from carbon.cli.commands import Command
from carbon.cli.output import Output

_NOTHING_FITS = "-"


@click.command(cls=Command, help=texts.help_of("match"))
@click.argument("tender", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--name", default=None, help=texts.help_of("--name"))
@click.option("--product", default=None, help=texts.help_of("--product"))
@click.option("--who", default=None, help=texts.help_of("--who"))
@click.option("--why", default=None, help=texts.help_of("--why"))
@out.options
def match(
    tender: Path,
    name: str | None,
    product: str | None,
    who: str | None,
    why: str | None,
    output: Output,
) -> None:
    """Show candidates for uncertain products, or record a decision."""
    if name is not None or product is not None:
        _decide(tender, name, product, who, why, output)
    _show(tender, output)


def _decide(
    tender: Path,
    name: str | None,
    product: str | None,
    who: str | None,
    why: str | None,
    output: Output,
) -> None:
    from carbon import language
    from carbon.intake.decisions import append_decision
    from carbon.matching.decide import decide
    from carbon.problems import UsageError, error
    from carbon.tender.folder import library_of

    missing = [
        flag
        for flag, value in (
            ("--name", name),
            ("--product", product),
            ("--who", who),
            ("--why", why),
        )
        if not (value or "").strip()
    ]
    if missing:
        raise UsageError(error("decision-incomplete", str(tender), found=", ".join(missing)))
    library, problems = library_of(tender)
    if library is None:
        raise UsageError(*problems)
    decision, problems = decide(
        name=name or "",
        product=None if product == _NOTHING_FITS else product,
        who=who or "",
        when=datetime.datetime.now().astimezone().date().isoformat(),
        why=why or "",
        library=library,
    )
    if decision is None:
        raise UsageError(*problems)
    problems = append_decision(tender, decision)
    if problems:
        raise UsageError(*problems)
    output.remark(language.word("decision-recorded", output.lang, name=name, product=product))


def _show(tender: Path, output: Output) -> None:
    from carbon import language
    from carbon.matching.pending import as_text, pending
    from carbon.problems import UsageError
    from carbon.tender.folder import assess_folder

    assessment, problems = assess_folder(tender, lang=output.lang, progress=output.progress)
    if assessment is None:
        raise UsageError(*problems)
    waiting = pending(assessment.matches.values(), assessment.wanted.values(), assessment.library)
    if output.as_json:
        output.json({"pending": waiting})
    else:
        for line in as_text(waiting, output.lang):
            output.text(line)
        output.text(language.word("matches-pending", output.lang, count=len(waiting)))
    out.leave(out.PROBLEMS if waiting else out.FINE)
