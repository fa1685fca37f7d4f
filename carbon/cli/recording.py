"""The records of `carbon evaluate --records`: written, and told of."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from carbon.cli.output import Output

if TYPE_CHECKING:
    from carbon.outputs.records import Records
    from carbon.tender.records import Assessment


def written(tender: Path, folder: Path, assessment: Assessment, output: Output) -> Records:
    """Write protocol, letters and annexes of a tender folder; without procedure.yaml, none."""
    from carbon.outputs import records
    from carbon.problems import has_errors
    from carbon.tender.protocol.proceedings import gathered

    output.progress("records")
    of, problems = gathered(tender, assessment)
    if of is None or has_errors(problems):
        return records.nothing(problems)
    made = records.records(of, output.lang)
    records.write(made, folder, output.lang)
    return records.also(made, problems)


def broken(made: Records) -> bool:
    """Tell whether a property of opening, letters or contract is broken."""
    return any(one.state == "broken" for one in made.verdicts)


def tell(made: Records, folder: Path, output: Output) -> None:
    """Print the verdicts, and each file that was written."""
    from carbon import language

    if made.verdicts:
        output.text(language.word("records-verdicts", output.lang))
    for one in made.verdicts:
        state = language.word(f"records-verdict-{one.state}", output.lang)
        output.text(f"  {one.id}  {state}  {one.title(output.lang)}")
        if one.case is not None:
            output.text(f"         {one.case.text(output.lang)}")
    for name in made.documents:
        output.remark(f"→ {folder / name}")


def data(made: Records, output: Output) -> dict[str, Any]:
    """Return names and verdicts for `--json`."""
    return {
        "documents": list(made.documents),
        "verdicts": [
            {
                "id": one.id,
                "state": str(one.state),
                "title": one.title(output.lang),
                "case": None if one.case is None else one.case.text(output.lang),
            }
            for one in made.verdicts
        ],
    }
