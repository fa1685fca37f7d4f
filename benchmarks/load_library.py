"""The library, cold and from its store, each time in a fresh process. Aims: 1.5 x, and 0.15 s.

Two yardsticks, both `yaml.CSafeLoader` with nothing checked:

  same bytes    the YAML files as they stand, and of the CSV tables each line as a YAML sequence,
                since a table has no meaning to a YAML reader
  plain readers the YAML files by CSafeLoader, the tables by csv.reader: the least that anybody
                could do with these files

Ours:

  whole load    the same files read strictly, every field checked, the records made that a run
                needs, and the edition computed; the store is not looked at
  from store    the library as it was kept, after every byte of the files and of the code was
                hashed (docs/decisions/0012-library-cache.md)

The first table counts the processor from the first import on; the second the whole process, with
the start of Python, by the clock and by the processor.

Run: python -m benchmarks.load_library
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from carbon import resources, yamlfile
from carbon.library import load, store
from carbon.library.files import INDEX

ROUNDS = 9
_BEGIN = "import sys, time, json\nbegin = time.process_time()\n"
_END = "\nprint(time.process_time() - begin)\n"
_JOBS = {
    "same bytes": (
        "import yaml, csv\n"
        "for name in json.load(sys.stdin):\n"
        "    text = open(name, encoding='utf-8').read()\n"
        "    if name.endswith('.csv'):\n"
        "        rows = csv.reader(text.splitlines(True))\n"
        "        lines = (json.dumps(row, ensure_ascii=False) for row in rows)\n"
        "        text = ''.join('- ' + line + '\\n' for line in lines)\n"
        "    yaml.load(text, yaml.CSafeLoader)\n"
    ),
    "plain readers": (
        "import yaml, csv\n"
        "for name in json.load(sys.stdin):\n"
        "    text = open(name, encoding='utf-8').read()\n"
        "    if name.endswith('.csv'):\n"
        "        list(csv.reader(text.splitlines(True)))\n"
        "    else:\n"
        "        yaml.load(text, yaml.CSafeLoader)\n"
    ),
    "whole load": "from carbon.library import load\nload.load(fresh=True)\n",
    "from store": "from carbon.library import load\nload.load()\n",
}
_OURS = ("whole load", "from store")


def files() -> list[Path]:
    """Return the files that the index lists, the tables beside them, and the index itself."""
    folder = resources.factors_folder()
    index, _ = yamlfile.read(folder / "index.yaml")
    listed = [
        one for value in index.values() for one in (value if isinstance(value, list) else [value])
    ]
    named = [folder / one for one in listed if str(one).endswith((".yaml", ".csv"))]
    heads = [yamlfile.read(one)[0] for one in named if one.suffix == ".yaml"]
    tables = [
        path.parent / head["table"]
        for path, head in zip((one for one in named if one.suffix == ".yaml"), heads, strict=True)
        if isinstance(head, dict) and "table" in head
    ]
    return [folder / "index.yaml", *named, *tables]


def seconds(job: str, names: str) -> float:
    """Return the processor time of one job in a process of its own, imports included."""
    found = subprocess.run(
        [sys.executable, "-c", _BEGIN + _JOBS[job] + _END],
        input=names,
        capture_output=True,
        text=True,
        check=True,
    )
    return float(found.stdout)


def whole_process(job: str) -> tuple[float, float]:
    """Return seconds by the clock and by the processor of a process that does one job and ends."""
    begin, before = time.perf_counter(), os.times()
    subprocess.run([sys.executable, "-c", _JOBS[job]], check=True)
    end, after = time.perf_counter(), os.times()
    used = after.children_user + after.children_system
    return end - begin, used - before.children_user - before.children_system


def main() -> None:
    load.load()  # so that there is a store
    if store.restore(resources.factors_folder(), INDEX) is None:
        print("nothing is kept here (a warning, or no right to write): both loads are cold")
    paths = files()
    names = json.dumps([str(path) for path in paths])
    rounds = [{job: seconds(job, names) for job in _JOBS} for _ in range(ROUNDS)]
    size = sum(path.stat().st_size for path in paths)
    print(f"{len(paths)} files, {size / 1e6:.2f} MB")
    for job in _JOBS:
        times = [one[job] for one in rounds]
        ratio = median(one["whole load"] / one[job] for one in rounds)
        print(
            f"{job:14} {median(times):.3f} s (best {min(times):.3f})  whole load is {ratio:.2f} x"
        )
    print("whole process")
    wholes = [{job: whole_process(job) for job in _OURS} for _ in range(ROUNDS)]
    for job in _OURS:
        clock, processor = (sorted(one[job][kind] for one in wholes) for kind in (0, 1))
        print(
            f"{job:14} clock {median(clock):.3f} s (best {clock[0]:.3f})  "
            f"processor {median(processor):.3f} s (best {processor[0]:.3f})"
        )


if __name__ == "__main__":
    main()
