"""Help texts of `carbon match` in both languages; see `texts` for why they live in Python."""

from __future__ import annotations

from carbon.cli import texts

_HELP = {
    "--officer": (
        "Besluta var för sig: skriv till decisions.NAMN.yaml och visa inte andras svar.",
        "Decide apart: write to decisions.NAME.yaml and show nobody else's answers.",
    ),
    "--compare": (
        "Visa var två personers beslut skiljer sig, det som betyder mest för rangordningen först.",
        "Show where two people's decisions differ, what matters most to the ranking first.",
    ),
    "--settle": (
        "Spara de beslut som två personer har fattat lika i decisions.yaml, med bådas namn.",
        "Keep what two people decided alike in decisions.yaml, with both their names.",
    ),
    "--reuse": (
        "Ta över beslut från en tidigare upphandlingsmapp eller decisions.yaml, där varan är"
        " oförändrad; kan anges flera gånger.",
        "Take over decisions of an earlier tender folder or decisions.yaml where the food has not"
        " changed; may be given several times.",
    ),
    "--sheet": (
        "Skriv de namn som väntar till en Excelfil (.xlsx) att svara i.",
        "Write the names that wait to an Excel file (.xlsx) to answer in.",
    ),
    "--answers": (
        "Läs in svaren ur en Excelfil som --sheet har skrivit.",
        "Read the answers of an Excel file that --sheet wrote.",
    ),
}


def help_of(name: str) -> str:
    """Return the help text of an option, or the one that all commands share."""
    if name not in _HELP:
        return texts.help_of(name)
    swedish, english = _HELP[name]
    return english if texts.language() == "en" else swedish
