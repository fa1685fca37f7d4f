"""Help texts of `carbon serve` in both languages; see `texts` for why they live in Python."""

from __future__ import annotations

from carbon.cli import texts

_HELP = {
    "--host": (
        "Adress att lyssna på (om inget sägs: 127.0.0.1, bara den här datorn).",
        "Address to listen on (unless told: 127.0.0.1, this machine only).",
    ),
    "--port": ("Port (om inget sägs: 8765).", "Port (unless told: 8765)."),
    "--name": (
        "Namn som sidan nås under från andra datorer, till exempel klimat.leksand.se; kan anges"
        " flera gånger. Andra namn besvaras inte.",
        "Name that other machines reach the page by, such as climate.example.se; may be given"
        " several times. No other name is answered.",
    ),
    "--tender": (
        "Mapp med en publicerad upphandling som producenter kan jämföra med; kan anges flera"
        " gånger.",
        "Folder of a published tender that producers may compare with; may be given several times.",
    ),
    "--workers": (
        "Så många processer som svarar samtidigt (om inget sägs: en för varje kärna, högst 4).",
        "So many processes that answer at the same time (unless told: one per core, at most 4).",
    ),
    "--per-minute": (
        "Så många frågor får en adress ställa i minuten (om inget sägs: 300).",
        "So many requests one address may make in a minute (unless told: 300).",
    ),
}


def help_of(name: str) -> str:
    """Return the help text of an option of `carbon serve`."""
    swedish, english = _HELP[name]
    return english if texts.language() == "en" else swedish
