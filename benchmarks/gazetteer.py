"""The packed gazetteer: size, opening in a fresh process, look-ups. Aims: 6 MB, 50 ms, 1 ms.

Opening: the process time of import and `gazetteer.load()` less that of a bare interpreter with
the modules that every run has loaded anyway. First look-up: blocks not yet inflated, one name
each. Warm: the answer forgotten, the blocks kept. Remembered: the same question again.

Run: python -m benchmarks.gazetteer
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from statistics import median

from benchmarks.timing import peak_mib, processes
from carbon import resources
from carbon.transport import gazetteer

NAMES = 400
COMMON = "from carbon import problems, yamlfile, resources; from carbon.transport import places"


def _milliseconds(call: Callable[[str], object], names: list[str]) -> list[float]:
    found = []
    for name in names:
        start = time.perf_counter()
        call(name)
        found.append((time.perf_counter() - start) * 1000)
    return sorted(found)


def main() -> None:
    path = resources.factors_folder() / "places" / gazetteer.FILE
    opening = "from carbon.transport import gazetteer; gazetteer.load()"
    measured = processes(
        {
            "before": [sys.executable, "-c", COMMON],
            "opened": [sys.executable, "-c", f"{COMMON}; {opening}"],
            "one found": [sys.executable, "-c", f"{COMMON}; {opening}.find('Falun')"],
        },
        repeats=11,
    )
    bare = measured["before"][0]
    print(f"{path.stat().st_size / 1e6:.2f} MB")
    for name, (seconds, mib) in measured.items():
        print(f"{name:12} {seconds:.3f} s  (+{(seconds - bare) * 1000:.0f} ms)  {mib:.0f} MiB")
    _look_ups()


def _look_ups() -> None:
    world = gazetteer.load()
    everything = sorted(world.atlas.book.keys_in(None))
    names = random.Random(1).sample(everything, NAMES)
    cold = _milliseconds(world.find, names)
    again = _milliseconds(world.find, names)
    world = gazetteer.Gazetteer(atlas=world.atlas)
    home = [
        "Falun",
        "Järna",
        "Mora lasarett",
        "78392 Stora Skedvi",
        "Göteborgs hamn",
        "El Ejido, ES",
    ]
    for name in home:
        world.find(name)
    warm = _milliseconds(gazetteer.Gazetteer(atlas=world.atlas).find, home)
    unknown = _milliseconds(world.find, ["Hedemorra", "Luudvika"])
    for what, times in {
        f"{NAMES} names over the world": cold, "the same, remembered": again,
        "six usual ones, blocks kept": warm, "misspelt": unknown,
    }.items():  # fmt: skip
        print(f"{what:28} median {median(times):.3f} ms, worst {times[-1]:.2f} ms")
    print(f"peak {peak_mib():.0f} MiB")


if __name__ == "__main__":
    main()
