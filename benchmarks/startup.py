"""P1: `carbon --help`, `--version` and the help of every command, against `import click`."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.harness import command
from benchmarks.harness.measurement import Aim, Measured, Measurement

CARBON = str(Path(sys.executable).with_name("carbon"))


def measure(commands: int, rounds: int) -> Measured:
    """Start the first so many commands of the program; return the slowest of them."""
    import click

    from carbon.cli import cli

    named = [
        ["--help"],
        ["--version"],
        *([name, "--help"] for name in cli.list_commands(click.Context(cli))),
    ]
    asked = [[CARBON, *arguments] for arguments in named[:commands]]
    plain, *ours = command.in_turn([[sys.executable, "-c", "import click"], *asked], rounds)
    slowest = max(range(len(ours)), key=lambda place: ours[place].time_s)
    return Measured(
        time_s=ours[slowest].time_s,
        cpu_s=ours[slowest].cpu_s,
        peak_mib=max(one.peak_mib for one in ours),
        yardstick_time_s=plain.time_s,
        yardstick_cpu_s=plain.cpu_s,
        yardstick_mib=plain.peak_mib,
        note=f"slowest of {len(ours)}: `{' '.join(['carbon', *named[slowest]])}`",
    )


MEASUREMENTS = (
    Measurement(
        id="P1",
        what="`--help` and `--version`, every command's help",
        unit="commands",
        yardstick="`import click`",
        aim=Aim(ratio=1.7, mib=25),
        sizes=(2, 20),
        measure=measure,
    ),
)
