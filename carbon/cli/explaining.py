"""`carbon explain`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carbon.cli import output as out
from carbon.cli import texts
from carbon.cli.commands import Command, html_option
from carbon.cli.evaluation import refused
from carbon.cli.output import Output

if TYPE_CHECKING:
    from carbon.audit.explaining import Explained

_RUN = click.Path(exists=True, path_type=Path)


@click.command(cls=Command, help=texts.help_of("explain"))
@click.argument("tender", type=_RUN)
@click.argument("offer")
@click.argument("line")
@html_option
@out.options
def explain(tender: Path, offer: str, line: str, page: Path | None, output: Output) -> None:
    """Show one line's flows, sums, assumptions and page references."""
    found = (_of_folder if tender.is_dir() else _of_bundle)(tender, offer, line, output)
    if output.as_json:
        output.json(found.data)
    else:
        output.text(found.text)
    if page is not None:
        from carbon.outputs.files import write_aside

        write_aside(page, found.page.encode("utf-8", errors="replace"))
        output.remark(f"→ {page}")
    out.leave(out.FINE)


def _of_folder(tender: Path, offer: str, line: str, output: Output) -> Explained:
    from carbon.audit.explaining import Explained
    from carbon.outputs import explain as explaining
    from carbon.outputs import explain_page, explain_text
    from carbon.tender.folder import assess_folder

    assessment, problems = assess_folder(tender, lang=output.lang, progress=output.progress)
    if assessment is None:
        refused(problems, output)
    return Explained(
        text=explain_text.explain_text(assessment, offer, line, output.lang),
        data=explaining.explain(assessment, offer, line, output.lang),
        page=explain_page.page(assessment, offer, line, output.lang),
    )


def _of_bundle(bundle: Path, offer: str, line: str, output: Output) -> Explained:
    from carbon.audit.explaining import of_bundle

    output.progress("explain-bundle")
    found, problems = of_bundle(bundle, offer, line, output.lang)
    _tell(problems, output, as_json=found is None)
    if found is None:
        out.leave(out.WRONG_USE)
    return found


def _tell(problems: Sequence[Mapping[str, str]], output: Output, *, as_json: bool) -> None:
    """Print problems that have come as finished texts."""
    if output.as_json and as_json:
        output.json({"problems": [dict(one) for one in problems]})
    for one in problems:
        output.remark(f"{one['where']}  [{one['code']}] {one['message']}")
        output.remark(f"    {one['hint']}")
