"""What `carbon read` writes when asked to: the workbook handed back, the draft of a layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from carbon.intake.layouts import Layout
    from carbon.intake.reading import Reading
    from carbon.problems import Problem


@dataclass(slots=True)
class Written:
    """What was written, as a person and as a program are told; filled file by file."""

    lines: list[str] = field(default_factory=list)
    as_json: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def check(file: Path, back: Path | None, draft: Path | None) -> None:
    """Raise UsageError for a name that nothing may be written to, before anything is read."""
    from carbon.cli import carrierfiles
    from carbon.problems import UsageError, error

    if carrierfiles.is_one(file) and (back or draft) is not None:
        raise UsageError(error("return-nothing", file.name))
    if back is not None:
        from carbon.outputs import returning

        returning.check_name(file, back)
    if draft is not None:
        if draft.suffix.lower() not in (".yaml", ".yml"):
            raise UsageError(error("draft-suffix", draft.name, found=draft.name))
        if draft.exists() or draft.is_symlink():
            raise UsageError(error("draft-exists", str(draft)))


def write(
    file: Path,
    understood: Reading,
    chosen: Sequence[Layout] | None,
    back: Path | None,
    draft: Path | None,
    lang: str,
) -> Written:
    """Write what was asked for. Raises UsageError when a file cannot be written."""
    written = Written()
    if back is not None:
        _return(written, file, understood, chosen, back, lang)
    if draft is not None:
        _draft(written, understood, draft, lang)
    return written


def _return(
    written: Written,
    file: Path,
    understood: Reading,
    chosen: Sequence[Layout] | None,
    back: Path,
    lang: str,
) -> None:
    from carbon import language
    from carbon.intake import layouts
    from carbon.outputs import returning

    tried = layouts.known() if chosen is None else chosen
    made, problems = returning.give_back(file, understood, tried, back, lang)
    written.problems += problems
    if made is not None:
        counts = {"statuses": made.statuses, "comments": made.comments}
        written.lines.append(language.word("returned", lang, path=back, **counts))
        written.as_json["returned"] = str(back)


def _draft(written: Written, understood: Reading, path: Path, lang: str) -> None:
    from carbon import language
    from carbon.intake import drafting, draftingtext, layouts
    from carbon.outputs.files import write_aside
    from carbon.problems import error

    if understood.workbook is None:
        written.problems.append(error("draft-impossible", understood.file))
        return
    made, problems = drafting.draft(understood.workbook, layouts.known())
    told = {(one.code, one.where) for one in understood.problems}
    written.problems += [one for one in problems if (one.code, one.where) not in told]
    if made is None:
        return
    text = draftingtext.as_yaml(made, understood.file, lang)
    write_aside(path, text.encode("utf-8", "replace"))
    counts = {
        "columns": sum(one.active for one in made.guesses),
        "questions": draftingtext.questions(made),
    }
    written.lines.append(language.word("drafted", lang, path=path, **counts))
    written.as_json["drafted"] = str(path)
