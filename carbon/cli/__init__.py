"""The command line: thin commands that parse, call one function and print.

Results go to stdout, remarks and progress to stderr. Exit 0 fine · 1 problems in the data ·
2 wrong use or unreadable input · 3 cannot tell. Only click is imported before a command runs.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

import carbon
from carbon.cli import texts
from carbon.cli.commands import Group, language_option, sentence

_COMMANDS = {
    "new": "carbon.cli.tenders",
    "check": "carbon.cli.checking",
    "read": "carbon.cli.reading",
    "match": "carbon.cli.matching",
    "simulate": "carbon.cli.simulation",
    "publish": "carbon.cli.publishing",
    "evaluate": "carbon.cli.evaluation",
    "explain": "carbon.cli.explaining",
    "diff": "carbon.cli.differing",
    "verify": "carbon.cli.auditing",
    "export": "carbon.cli.exporting",
    "footprint": "carbon.cli.footprinting",
    "route": "carbon.cli.routes",
    "factors": "carbon.cli.factors",
    "serve": "carbon.cli.serving",
}


class _Commands(Group):
    """Loads a command's module when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        home = _COMMANDS.get(cmd_name)
        if home is None:
            return None
        command: click.Command = getattr(import_module(home), cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, texts.summary(name)) for name in _COMMANDS]
        with formatter.section("Commands"):
            formatter.write_dl(rows)


@language_option
@click.group(
    cls=_Commands,
    help=texts.help_of("carbon"),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(
    carbon.__version__,
    prog_name="carbon",
    message="%(prog)s %(version)s",
    help=texts.help_of("--version"),
)
def cli() -> None:
    """Hold the commands together."""


def main() -> None:
    """Run the command line; the entry point of the `carbon` script."""
    # One thread of linear algebra: we use none, and starting a pool costs a tenth of the run.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    try:
        code = cli.main(prog_name="carbon", standalone_mode=False)
    except click.ClickException as wrong:
        click.echo(sentence(wrong), err=True)
        raise SystemExit(2) from None
    except click.Abort:
        raise SystemExit(2) from None
    except OSError:
        # A help page on a full or closed stdout: there is nothing to say it with or of.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(2) from None
    raise SystemExit(code if isinstance(code, int) else 0)
