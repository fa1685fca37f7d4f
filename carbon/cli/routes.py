"""`carbon route`: one distance, or those of a whole tender."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn, TypeVar

import click

from carbon.cli import output as out
from carbon.cli import texts
from carbon.cli.commands import Command
from carbon.cli.output import Output

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)
_MODES = ["road", "rail", "sea", "ferry", "air"]


@click.command(cls=Command, help=texts.help_of("route"))
@click.argument("start", required=False)
@click.argument("end", required=False)
@click.option("--mode", type=click.Choice(_MODES), help=texts.help_of("--mode"))
@click.option("--via", metavar="PLACE", multiple=True, help=texts.help_of("--via"))
@click.option("--refrigerated", is_flag=True, help=texts.help_of("--refrigerated"))
@click.option("--table", metavar="TENDER", type=_FOLDER, help=texts.help_of("--table"))
@click.option("--out", "file", type=_FILE, help=texts.help_of("--out-file"))
@out.options
def route(
    *,
    start: str | None,
    end: str | None,
    mode: str | None,
    via: tuple[str, ...],
    refrigerated: bool,
    table: Path | None,
    file: Path | None,
    output: Output,
) -> None:
    """Show the distance between two places, or write those of a whole tender."""
    from carbon.problems import UsageError, error

    if table is not None:
        beside = [start or "", "--mode" * bool(mode), "--via" * bool(via)]
        given = [one for one in (*beside, "--refrigerated" * refrigerated) if one]
        if given:
            raise UsageError(error("route-table-alone", "--table", found=", ".join(given)))
        _table(table, _given(file, "file"), output)
    if file is not None:
        raise UsageError(error("route-out-alone", "--out", found=str(file)))
    ends = _given(start, "start"), _given(end, "end")
    _route(*ends, mode=mode or "road", via=via, refrigerated=refrigerated, output=output)


_Value = TypeVar("_Value")


def _given(value: _Value | None, name: str) -> _Value:
    if value is None:
        context = click.get_current_context()
        param = next(one for one in context.command.params if one.name == name)
        raise click.MissingParameter(ctx=context, param=param)
    return value


def _route(
    start: str, end: str, *, mode: str, via: tuple[str, ...], refrigerated: bool, output: Output
) -> NoReturn:
    from carbon.library import load
    from carbon.transport.describe import as_text, describe_route

    found = describe_route(start, end, mode, load.load(), via=via, refrigerated=refrigerated)
    if output.as_json:
        output.json(found)
    else:
        for line in as_text(found, output.lang):
            output.text(line)
    out.leave(out.FINE)


def _table(folder: Path, file: Path, output: Output) -> NoReturn:
    from carbon import language
    from carbon.outputs import routetable, routetable_book
    from carbon.problems import UsageError, has_errors

    wrong = routetable.wrong_name(file.name)
    if wrong:
        raise UsageError(*wrong)
    table, problems = routetable.of_folder(folder)
    if table is None:
        raise UsageError(*problems)
    routetable_book.write_table(table, file, output.lang)
    if output.as_json:
        output.json({**routetable.as_json(table, output.lang), "written": str(file)})
    else:
        counts = {"places": len(table.rows), "kitchens": len(table.kitchens)}
        output.text(language.word("route-table-written-to", output.lang, path=file, **counts))
    output.problems(table.problems)
    out.leave(out.PROBLEMS if has_errors(table.problems) else out.FINE)
