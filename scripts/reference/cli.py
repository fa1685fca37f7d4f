"""cli.md: every help page in both languages, exit codes, and the keys of every `--json`."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from carbon.language import LANGUAGES
from reference.markdown import table
from reference.running import EXAMPLE, moved, told, waiting

# Keys that are data and not part of the contract: every one of them means the same.
_OPEN = {
    "columns": "{field}",
    "values": "{field}",
    "stage_kg": "{stage}",
    "stage_kg_per_unit": "{stage}",
    "stages": "{stage}",
}
_EXAMPLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("new", ("new", "{out}/ny")),
    ("check", ("check", EXAMPLE)),
    ("read", ("read", f"{EXAMPLE}/offers/gryningsmejeriet.xlsx")),
    ("match", ("match", "{waiting}")),
    ("evaluate", ("evaluate", EXAMPLE, "--out", "{out}")),
    ("explain", ("explain", EXAMPLE, "Gryningsmejeriet Exempel AB", "1.1")),
    ("route", ("route", "Falun", "Stockholm")),
    ("factors list", ("factors", "list")),
    ("factors show FACTOR", ("factors", "show", "storage/wholesale/chilled")),
    ("factors show PRODUCT", ("factors", "show", "carrot")),
    ("factors search", ("factors", "search", "morot")),
    ("factors check", ("factors", "check", "--as-of", "2026-11")),
    ("factors diff", ("factors", "diff", "factors", "{moved}")),
)
_EXIT_CODES = (
    ("0", "bra: inga fel i underlaget", "fine: no errors in the data"),
    (
        "1",
        "fel i underlaget, något väntar på beslut, eller ingen träff; resultatet är ändå skrivet",
        "errors in the data, something waits for a decision, or no hit; results are still written",
    ),
    ("2", "fel användning eller oläsbar fil", "wrong use or unreadable input"),
)


def commands() -> list[tuple[tuple[str, ...], click.Command]]:
    """Return every command with its words, `factors list` included."""
    # The command line chooses its language from sys.argv while it is imported; the arguments of
    # this script or of a test run must not.
    arguments, sys.argv = sys.argv, ["carbon", "--help"]
    try:
        from carbon.cli import cli as root

        return list(_walk(root, ()))
    finally:
        sys.argv = arguments


def _walk(
    command: click.Command, words: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield words, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from _walk(inner, (*words, name))


def page() -> str:
    """Return the page."""
    lines = [
        "# Kommandon · Commands",
        "",
        "Resultat skrivs på stdout, anmärkningar på stderr. Inget kommando använder nätet.",
        "Results go to stdout, remarks to stderr. No command uses the network.",
        "",
        "## Slutkoder · Exit codes",
        "",
        *table(("kod · code", "betyder", "means"), _EXIT_CODES),
    ]
    lines += ["## Hjälpsidor · Help pages", ""]
    for words, _ in commands():
        lines += [f"### `{' '.join(('carbon', *words))}`", ""]
        for text in dict.fromkeys(_help(words, language) for language in LANGUAGES):
            lines += ["```text", text, "```", ""]
    lines += _json_keys()
    return "\n".join(lines)


def _help(words: tuple[str, ...], language: str) -> str:
    # Help texts are chosen when the module is imported, so each page is a process of its own. A
    # command that takes no --lang has one page, which is shown once.
    page = told(*words, "--lang", language, "--help").strip("\n")
    return page or told(*words, "--help").strip("\n")


def _json_keys() -> list[str]:
    lines = [
        "## JSON",
        "",
        "Nycklarna i `--json`, som exemplet ger dem. `[]` är en lista; `{field}` och `{stage}` är"
        " namn på fält och livscykelsteg. Pengar och klimatavtryck är text med decimalpunkt, så att"
        " inget avrundas. Vid slutkod 2 står felen i `problems`.",
        "",
        "The keys of `--json`, as the example gives them. `[]` is a list; `{field}` and `{stage}`"
        " are names of fields and stages. Money and footprints are text with a decimal point, so"
        " that nothing is rounded. With exit code 2, `problems` says why.",
        "",
    ]
    with tempfile.TemporaryDirectory() as folder:
        places = {
            "out": folder,
            "waiting": str(waiting(Path(folder))),
            "moved": str(moved(Path(folder))),
        }
        for name, arguments in _EXAMPLES:
            answer = told(*(one.format(**places) for one in arguments), "--json")
            lines += [f"### `carbon {name} --json`", "", "```text"]
            lines += [*dict.fromkeys(_paths(json.loads(answer), "")), "```", ""]
    return lines


def _paths(content: Any, path: str) -> Iterator[str]:
    """Yield the path of every value, the keys of open mappings as one."""
    if isinstance(content, list):
        if not content:
            yield f"{path}[]"
        for one in content:
            yield from _paths(one, f"{path}[]")
    elif isinstance(content, dict):
        name = path.rpartition(".")[2]
        for key, one in content.items():
            shown = _OPEN.get(name, str(key))
            yield from _paths(one, f"{path}.{shown}" if path else shown)
    else:
        yield path
