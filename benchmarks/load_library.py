"""The library, read whole from its files and restored from its store, each in a fresh process.

Yardstick: `yaml.CSafeLoader` on the same bytes with nothing checked: the YAML files as they stand,
and of the CSV tables each line as a YAML sequence, since a table has no meaning to a YAML reader.

The whole load reads the same files strictly, checks every field, makes the records that a run needs
and computes the edition. From the store, the library is restored as it was kept, after every byte
of the files and of the code was hashed (docs/decisions/0012-library-cache.md).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

from benchmarks.harness import sides
from benchmarks.harness.measurement import Aim, Measured, Measurement


def files() -> list[Path]:
    """Return the files that the index lists, the tables beside them, and the index itself."""
    from carbon import resources, yamlfile

    folder = resources.factors_folder()
    index, _ = yamlfile.read(folder / "index.yaml")
    listed = [
        one for value in index.values() for one in (value if isinstance(value, list) else [value])
    ]
    named = [folder / one for one in listed if str(one).endswith((".yaml", ".csv"))]
    heads = [(one, yamlfile.read(one)[0]) for one in named if one.suffix == ".yaml"]
    tables = [
        path.parent / head["table"]
        for path, head in heads
        if isinstance(head, dict) and "table" in head
    ]
    return [folder / "index.yaml", *named, *tables]


def plain(libraries: int, names: list[str]) -> Callable[[], object]:
    """Read the files with the fastest YAML reader there is, checking nothing."""

    def read() -> None:
        import yaml

        for name in names:
            text = Path(name).read_text("utf-8")
            if name.endswith(".csv"):
                rows = csv.reader(text.splitlines(keepends=True))
                text = "".join(f"- {json.dumps(row, ensure_ascii=False)}\n" for row in rows)
            yaml.load(text, yaml.CSafeLoader)

    return read


def whole(libraries: int, names: list[str]) -> Callable[[], object]:
    """Read the library from its files."""

    def read() -> int:
        from carbon.library import load

        return len(load.load(fresh=True).factors)

    return read


def kept(libraries: int) -> Callable[[], object]:
    """Restore the library from its store; the answer tells whether there was one."""

    def restore() -> bool:
        from carbon import resources
        from carbon.library import store
        from carbon.library.files import INDEX

        return store.restore(resources.factors_folder(), INDEX) is not None

    return restore


def measure_whole(libraries: int, rounds: int) -> Measured:
    """Read the library and its bare bytes."""
    names = [str(path) for path in files()]
    bare, own = sides.in_turn((plain, whole), libraries, rounds, names)
    size = sum(Path(name).stat().st_size for name in names) / 1e6
    return sides.measured(own.run, bare.run, f"{own.found:,} factors, {size:.1f} MB")


def measure_kept(libraries: int, rounds: int) -> Measured:
    """Restore the library, its imports included."""
    from carbon.library import load

    load.load()  # so that there is a store
    (own,) = sides.in_turn((kept,), libraries, rounds)
    run = own.run
    note = "" if own.found else "nothing could be kept here"
    return Measured(time_s=run.time_s, cpu_s=run.cpu_s, peak_mib=run.peak_mib, note=note)


MEASUREMENTS = (
    Measurement(
        id="library",
        what="the whole library from its files, imports included",
        unit="library",
        yardstick="CSafeLoader on the same bytes",
        aim=Aim(ratio=1.5),
        sizes=(1,),
        measure=measure_whole,
    ),
    Measurement(
        id="store",
        what="the same from its store",
        unit="library",
        yardstick="",
        aim=Aim(seconds=0.15),
        sizes=(1,),
        measure=measure_kept,
    ),
)
