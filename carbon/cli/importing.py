"""`carbon factors import`: a publisher's own file into the library, or a list of what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carbon.cli import output as out
from carbon.cli import texts
from carbon.cli.commands import Command
from carbon.cli.output import Output

if TYPE_CHECKING:
    from carbon.library.importers.install import Installed
    from carbon.library.importers.records import PublishedTable
    from carbon.problems import Problem

IMPORTERS: Mapping[str, str] = {
    "agribalyse": "carbon.library.importers.agribalyse",
    "desnz": "carbon.library.importers.desnz",
    "su-eatable": "carbon.library.importers.su_eatable",
    "ember": "carbon.library.importers.ember",
    "poore-nemecek": "carbon.library.importers.poore_nemecek",
    "fuels": "carbon.library.importers.fuels",
    "refrigerants": "carbon.library.importers.refrigerants",
}
_SHOWN = 10  # of one kind of problem; the count of all is told
# Here and not in a catalogue, because a help page must answer before YAML is read.
_HELP = {
    "import": (
        "Läs in utgivarens egen fil FILE från SOURCE (agribalyse, desnz, su-eatable, ember,"
        " poore-nemecek, fuels, refrigerants) i biblioteket. Går något fel ändras ingenting.",
        "Take the publisher's own FILE from SOURCE (agribalyse, desnz, su-eatable, ember,"
        " poore-nemecek, fuels, refrigerants) into the library. When anything is wrong, nothing"
        " changes.",
    ),
    "--to": (
        "Skriv till den här biblioteksmappen i stället för till programmets egen.",
        "Write to this library folder instead of the program's own.",
    ),
    "--dry-run": ("Pröva allt men skriv ingenting.", "Try everything, but write nothing."),
}


def _help(name: str) -> str:
    return _HELP[name][texts.language() == "en"]


@click.command(cls=Command, name="import", help=_help("import"))
@click.argument("source", metavar="SOURCE", type=click.Choice(list(IMPORTERS)))
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--to", "to", type=click.Path(path_type=Path), default=None, help=_help("--to"))
@click.option("--dry-run", is_flag=True, help=_help("--dry-run"))
@out.options
def import_(
    source: str, files: tuple[Path, ...], to: Path | None, dry_run: bool, output: Output
) -> None:
    """Read a publisher's files, convert them, and write the result when the library holds."""
    from carbon import resources
    from carbon.cli import publishedfiles
    from carbon.library.importers import install
    from carbon.problems import UsageError, has_errors

    output.progress("import-reading")
    tables, problems = publishedfiles.read(files)
    if has_errors(problems):
        raise UsageError(*problems)
    output.progress("import-converting")
    converted, found = import_module(IMPORTERS[source]).convert(tables)
    problems += found
    done = install.Installed()
    if converted and not has_errors(problems):
        output.progress("import-trying")
        library = resources.factors_folder()
        done = install.install(converted, library, to, dry_run=dry_run)
        problems += done.problems
    failed = has_errors(problems) or not converted
    _tell(output, _summary(source, tables, converted, done, problems, dry_run=dry_run), problems)
    out.leave(out.PROBLEMS if failed else out.FINE)


def _summary(
    source: str,
    tables: Sequence[PublishedTable],
    converted: Mapping[str, str],
    done: Installed,
    problems: Sequence[Problem],
    *,
    dry_run: bool,
) -> dict[str, object]:
    return {
        "source": source,
        "dry_run": dry_run,
        "read": [
            {"file": one.file, "sheet": one.sheet, "sha256": one.sha256, "rows": len(one.rows) - 1}
            for one in tables
        ],
        "converted": {name: _rows(text) for name, text in sorted(converted.items())},
        "written": list(done.written),
        "unchanged": list(done.unchanged),
        "reasons": dict(sorted(Counter(one.code for one in problems).items())),
    }


def _rows(text: str) -> int:
    """Return how many rows a table's text holds below its heading."""
    import csv
    import io

    return max(sum(1 for row in csv.reader(io.StringIO(text, newline="")) if row) - 1, 0)


def _tell(output: Output, summary: dict[str, object], problems: Sequence[Problem]) -> None:
    if output.as_json:
        output.json({**summary, "problems": output.problem_list(_first_of_each(problems))})
    else:
        for line in _lines(summary, output.lang):
            output.text(line)
    output.problems(_first_of_each(problems), notes=True)
    if not output.as_json:
        _tell_more(output, problems)


def _first_of_each(problems: Sequence[Problem]) -> list[Problem]:
    seen: Counter[str] = Counter()
    kept: list[Problem] = []
    for one in problems:
        seen[one.code] += 1
        if seen[one.code] <= _SHOWN:
            kept.append(one)
    return kept


def _tell_more(output: Output, problems: Sequence[Problem]) -> None:
    from carbon import language

    for code, count in sorted(Counter(one.code for one in problems).items()):
        if count > _SHOWN:
            more = {"code": code, "count": count, "more": count - _SHOWN}
            output.remark(language.word("import-more-problems", output.lang, **more))


def _lines(summary: Mapping[str, object], lang: str) -> Iterator[str]:
    from carbon.language import number, word

    def listed(key: str) -> list[str]:
        value = summary[key]
        return [str(one) for one in value] if isinstance(value, list) else []

    read, converted = summary["read"], summary["converted"]
    for one in read if isinstance(read, list) else []:
        name = f"{one['file']}!{one['sheet']}" if one["sheet"] else one["file"]
        yield word("import-read", lang, file=name, rows=number(one["rows"], lang))
    for name, rows in converted.items() if isinstance(converted, dict) else []:
        yield word("import-converted", lang, file=name, rows=number(rows, lang))
    reasons = summary["reasons"]
    if isinstance(reasons, dict) and reasons:
        counted = ", ".join(f"{code} {count}" for code, count in reasons.items())
        yield word("import-reasons", lang, reasons=counted)
    verb = "import-would-write" if summary["dry_run"] else "import-written"
    for name in listed("written"):
        yield word(verb, lang, file=name)
    for name in listed("unchanged"):
        yield word("import-unchanged", lang, file=name)
    if not listed("written") and not listed("unchanged"):
        yield word("import-nothing", lang)
    elif listed("written") and not summary["dry_run"]:
        yield word("import-next", lang)
