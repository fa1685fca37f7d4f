"""What every command shares: `--json`, `--lang`, problems on stderr, exit codes, no traceback."""

from __future__ import annotations

import contextlib
import functools
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NoReturn, TextIO

import click

from carbon.cli import texts
from carbon.problems import CarbonError, Problem, Severity, UsageError

FINE, PROBLEMS, WRONG_USE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Output:
    """How this run speaks: JSON or text, Swedish or English."""

    as_json: bool
    lang: str

    def json(self, content: object) -> None:
        """Print one JSON object and nothing else."""
        from carbon import language

        click.echo(language.json_text(content))

    def text(self, line: str = "") -> None:
        """Print a line of the result."""
        click.echo(line)

    def remark(self, line: str) -> None:
        """Print a line that is not the result."""
        click.echo(line, err=True)

    def progress(self, step: str) -> None:
        """Say which step has begun, to a person who waits at a terminal."""
        if sys.stderr.isatty() and not self.as_json:
            from carbon import language

            self.remark(f"· {language.word(f'progress-{step}', self.lang)}")

    def problem_list(self, problems: Iterable[Problem]) -> list[dict[str, str]]:
        """Return problems as JSON-able records in this run's language."""
        from carbon import language

        return [language.described(one, self.lang) for one in problems]

    def problems(self, problems: Iterable[Problem], *, notes: bool = False) -> None:
        """Print problems to stderr: errors and warnings, notes only when asked for."""
        from carbon import language

        hidden = 0
        for one in problems:
            if one.severity is Severity.NOTE and not notes:
                hidden += 1
                continue
            sign = language.word(f"severity-{one.severity}", self.lang)
            self.remark(f"{one.where}  {sign} [{one.code}] {language.message(one, self.lang)}")
            self.remark(f"    {language.hint(one, self.lang)}")
        if hidden:
            self.remark(language.word("notes-hidden", self.lang, count=hidden))


def leave(code: int) -> NoReturn:
    """End the command with an exit code."""
    raise SystemExit(code)


def options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command `--json` and `--lang`, an Output, and sentences instead of tracebacks."""

    @click.option("--json", "as_json", is_flag=True, help=texts.help_of("--json"))
    @click.option(
        "--lang",
        type=click.Choice(["sv", "en"]),
        default="sv",
        help=texts.help_of("--lang"),
    )
    @functools.wraps(command)
    def wrapped(*args: Any, as_json: bool, lang: str, **kwargs: Any) -> None:
        output = Output(as_json=as_json, lang=lang)
        try:
            command(*args, output=output, **kwargs)
        except UsageError as wrong:
            if as_json:
                output.json({"problems": output.problem_list(wrong.problems)})
            output.problems(wrong.problems)
            leave(WRONG_USE)
        except CarbonError as wrong:
            output.remark(f"carbon: {wrong}")
            leave(WRONG_USE)
        except BrokenPipeError:
            _let_go(sys.stdout)
            leave(FINE)
        except OSError as wrong:
            _tell_refused(wrong, output)
            leave(WRONG_USE)

    return wrapped


def _tell_refused(wrong: OSError, output: Output) -> None:
    """Say what the operating system refused, as far as there is anywhere left to say it."""
    from carbon.problems import error

    place = wrong.filename if isinstance(wrong.filename, str) else "carbon"
    refused = error("system-refused", place, found=wrong.strerror or type(wrong).__name__)
    with contextlib.suppress(OSError):
        output.problems([refused])
    with contextlib.suppress(OSError):
        if output.as_json:
            output.json({"problems": output.problem_list([refused])})
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            _let_go(stream)


def _let_go(stream: TextIO) -> None:
    """Send the rest of a stream nowhere, so that Python does not stumble on it when it ends."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
