"""`carbon export`."""

from __future__ import annotations

from pathlib import Path

import click

from carbon.cli import output as out
from carbon.cli import texts
from carbon.cli.commands import Command
from carbon.cli.output import Output

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(cls=Command, help=texts.help_of("export"))
@click.argument("tender", type=_FOLDER)
@click.argument("offer")
@click.argument("line")
@click.option(
    "--to",
    "form",
    type=click.Choice(["pact", "ileap"]),
    required=True,
    help=texts.help_of("--export-to"),
)
@click.option("--out", "file", type=_FILE, required=True, help=texts.help_of("--export-out"))
@out.options
def export(tender: Path, offer: str, line: str, form: str, file: Path, output: Output) -> None:
    """Write one line of an offer as a PACT footprint, or its transport as an iLEAP shipment."""
    from carbon.outputs import ileap, pact, pact_line
    from carbon.outputs.files import write_aside
    from carbon.problems import UsageError
    from carbon.tender.folder import assess_folder

    assessment, problems = assess_folder(tender, lang=output.lang, progress=output.progress)
    if assessment is None:
        raise UsageError(*problems)
    make = pact_line.line_footprint if form == "pact" else ileap.shipment
    made = make(assessment, offer, line, output.lang)
    write_aside(file, pact.json_bytes(made))
    if output.as_json:
        output.json({"file": str(file), "footprint": made})
    else:
        output.remark(f"→ {file}")
    out.leave(out.FINE)
