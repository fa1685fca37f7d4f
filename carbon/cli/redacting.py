"""The public edition that `carbon evaluate --public` writes beside the full one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from carbon.cli.output import Output

if TYPE_CHECKING:
    from carbon.problems import Problem

PUBLIC, OPENINGS = "public", "openings"
_OWNER_ONLY = 0o600


def with_key(tender: Path, output: Output) -> None:
    """Make the tender's secret key where there is none yet; it is told, and never written over.

    Raises UsageError when it cannot be written.
    """
    import secrets  # brings OpenSSL, which no --help needs

    from carbon import language
    from carbon.audit.redaction_root import KEY_BYTES
    from carbon.audit.redaction_tables import KEY
    from carbon.problems import UsageError, error

    path = tender / KEY
    if path.exists() or path.is_symlink():
        return
    try:
        place = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
        with os.fdopen(place, "w", encoding="ascii", newline="\n") as stream:
            stream.write(f"{secrets.token_hex(KEY_BYTES)}\n")
    except OSError as reason:
        found = reason.strerror or type(reason).__name__
        raise UsageError(error("output-unwritable", str(path), found=found)) from reason
    output.remark(language.word("redaction-key-made", output.lang, path=path))


def written(full: Path, output: Output) -> tuple[list[str], list[Problem]]:
    """Write public/ and openings/ beside a full bundle, made of it and of nothing else.

    Returns what to tell of them.
    """
    from carbon import language
    from carbon.audit import opening
    from carbon.audit.redaction import redacted
    from carbon.audit.redaction_bag import packed
    from carbon.outputs import public_words
    from carbon.outputs.files import folder_for, write_aside

    output.progress("redaction")
    with opening.laid_out(full) as (bundle, _):
        if bundle is None:
            return [], []  # why it could not be written has been told
        made, problems = redacted(bundle)
        if made is None:
            return [], problems
        whole = packed(bundle, made)
    public = folder_for(full.with_name(PUBLIC))
    for name, content in {**made.outputs, full.name: whole}.items():
        write_aside(public / name, content)
    opened = folder_for(full.with_name(OPENINGS))
    for path in opened.glob("*.json"):
        if path.stem.isdigit() and path.name not in made.openings:
            path.unlink()  # of an earlier run with more suppliers: it would go to the wrong one
    for name, content in made.openings.items():
        write_aside(opened / name, content)
    cells = public_words.cells(made.edition)
    return [
        language.word("redaction-written", output.lang, path=public, root=made.edition.root,
                      cells=cells),
        language.word("redaction-openings", output.lang, path=opened, count=len(made.openings)),
    ], problems  # fmt: skip
