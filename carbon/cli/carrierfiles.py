"""What `carbon read` says of a JSON file: a carrier's legs (iLEAP), or a footprint (PACT).

The legs are those that can go on the sheet of legs.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import NoReturn

from carbon.cli import output as out
from carbon.cli.output import Output

LARGEST_BYTES = 5_000_000  # a shipment of a thousand legs is a tenth of it
_SHOWN = ("order", "start", "end", "mode", "energy", "temperature", "load_factor", "empty_share",
          "carrier_g_per_tkm", "period_from", "period_to", "evidence_kind", "evidence")  # fmt: skip


def is_one(file: Path) -> bool:
    """Tell whether a file is meant as JSON, by its name: its content is judged when it is read."""
    return file.suffix.casefold() == ".json"


def tell(file: Path, output: Output) -> NoReturn:
    """Write the legs of a file and what is wrong with it, and leave."""
    from carbon import language
    from carbon.cli import pactfiles
    from carbon.intake import pact
    from carbon.problems import UsageError, error, has_errors
    from carbon.transport import ileap, ileaplegs

    try:
        if file.stat().st_size > LARGEST_BYTES:
            raise UsageError(error("file-too-large", file.name, found=file.stat().st_size))
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise UsageError(error("text-encoding", file.name, found=wrong.reason)) from wrong
    except OSError as wrong:
        found = wrong.strerror or str(wrong)
        raise UsageError(error("file-unreadable", file.name, found=found)) from wrong
    if pact.is_of_goods(text):
        pactfiles.tell(text, file.name, output)
    footprint, problems = ileap.read(text, file.name)
    if footprint is None:
        raise UsageError(*problems)
    legs, remarks = ileaplegs.legs(footprint, evidence=file.name)
    told = [{name: asdict(leg)[name] for name in _SHOWN} for leg in legs]
    problems = [*problems, *remarks]
    if output.as_json:
        listed = [language.described(one, output.lang) for one in problems]
        output.json({"file": file.name, "legs": told, "problems": listed})
    else:
        output.text(language.word("carrier-legs", output.lang, count=len(told)))
        for leg in told:
            stated = (f"{name}={value}" for name, value in leg.items() if value is not None)
            output.text("  " + "  ".join(stated))
    output.problems(problems, notes=True)
    out.leave(out.PROBLEMS if has_errors(problems) else out.FINE)
