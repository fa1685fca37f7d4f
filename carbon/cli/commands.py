"""click's commands and help pages in the reader's language, so that no page is mixed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click
from click.exceptions import NoArgsIsHelpError

from carbon.cli import texts

_Function = TypeVar("_Function", bound=Callable[..., Any])


class _Formatter(click.HelpFormatter):
    """Writes the headings of a help page in the reader's language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, texts.label("Usage: "))

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        with super().section(texts.label(name)):
            yield


class _Context(click.Context):
    formatter_class = _Formatter


class Command(click.Command):
    """A command whose help page speaks one language."""

    context_class = _Context

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return click's help option with our words."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = texts.help_of("--help")
        return option

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the pieces of the usage line, the options placeholder in our words."""
        pieces = super().collect_usage_pieces(ctx)
        return [texts.label(piece) for piece in pieces]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options without click's own marks, whose words are English."""
        options = [p for p in self.get_params(ctx) if isinstance(p, click.Option)]
        rows = [row for row in (p.get_help_record(ctx) for p in options) if row]
        plain = [(name, text.removesuffix("  [required]")) for name, text in rows]
        with formatter.section("Options"):
            formatter.write_dl(plain)


def language_option(command: click.Group) -> click.Group:
    """Give a group `--lang`, so that its help page can be asked for in either language."""
    choice = click.Choice(["sv", "en"])
    option = click.option("--lang", type=choice, expose_value=False, help=texts.help_of("--lang"))
    return option(command)


def html_option(function: _Function) -> _Function:
    """Give a command `--html FILE`, passed as `page`: where to write its answer as a page too."""
    kind = click.Path(dir_okay=False, path_type=Path)
    return click.option("--html", "page", type=kind, help=texts.help_of("--html"))(function)


class Group(Command, click.Group):
    """A group whose help page speaks one language."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options, then commands."""
        Command.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)


def sentence(wrong: click.ClickException) -> str:
    """Return what is wrong with a command line, in the reader's language."""
    if isinstance(wrong, NoArgsIsHelpError):
        return wrong.format_message()
    param = getattr(wrong, "param", None)
    name = getattr(wrong, "option_name", None) or getattr(param, "metavar", None)
    if name is None and param is not None:
        name = param.opts[0] if isinstance(param, click.Option) else str(param.name).upper()
    kind = type(wrong).__name__
    context = getattr(wrong, "ctx", None)
    command = context.command_path.removeprefix("carbon").strip() if context is not None else ""
    said = texts.wrong_use(kind, str(name or ""), wrong.format_message())
    hint = texts.wrong_use("hint", command).replace("  ", " ")
    return f"{said}\n{hint}"
