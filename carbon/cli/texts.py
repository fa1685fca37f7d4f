"""Help texts in both languages.

They live in Python and not in the YAML catalogues because `--help` must answer at once, before
anything heavier than click is imported. The language is taken from `--lang` on the command line.
"""

from __future__ import annotations

import sys
from itertools import pairwise

_LABELS = {
    "Commands": ("Kommandon", "Commands"),
    "Options": ("Flaggor", "Options"),
    "Usage: ": ("Användning: ", "Usage: "),
    "COMMAND [ARGS]...": ("KOMMANDO [ARGUMENT]...", "COMMAND [ARGS]..."),
    "[OPTIONS]": ("[FLAGGOR]", "[OPTIONS]"),
}

_WRONG_USE = {
    "NoSuchOption": ("Flaggan {0} finns inte.", "There is no option {0}."),
    "MissingParameter": ("{0} saknas.", "{0} is missing."),
    "BadParameter": ("{0} kan inte användas: {1}", "{0} cannot be used: {1}"),
    "NoSuchCommand": ("Det kommandot finns inte.", "There is no such command."),
    "UsageError": ("Kommandot kunde inte förstås: {1}", "The command was not understood: {1}"),
    "hint": ("carbon {0} --help visar hur det skrivs.", "carbon {0} --help shows how to write it."),
}

_HELP = {
    "carbon": (
        "Räknar klimatavtryck för livsmedelsanbud från jord till bord och rangordnar dem lagligt.",
        "Score food offers by their footprint from soil to table, and rank them lawfully.",
    ),
    "new": (
        "Skapa en upphandlingsmapp DIR att fylla i.",
        "Make a tender folder DIR that is ready to fill in.",
    ),
    "check": (
        "Visa allt som är fel i upphandlingsmappen TENDER, på en gång, och vad upphandlingsreglerna"
        " säger om texten.",
        "Show everything that is wrong with the folder TENDER, all at once, and what the rules of"
        " procurement law say of its text.",
    ),
    "read": (
        "Visa vad läsaren förstod av filen FILE: blad, rubrikrad, kolumner, rader, anmärkningar.",
        "Show what the reader understood of FILE: sheets, header row, columns, rows, problems.",
    ),
    "match": (
        "Visa vilka produkter som väntar på beslut i TENDER, och spara beslut. Anbudsgivare och"
        " pris visas inte.",
        "Show which products of TENDER wait for a decision, and record decisions. Supplier and"
        " price are hidden.",
    ),
    "evaluate": (
        "Räkna och rangordna alla anbud i TENDER; skriv arbetsbok, rapport och resultat till DIR.",
        "Score and rank every offer in TENDER; write workbook, report and result to DIR.",
    ),
    "--records": (
        "Skriv också protokoll, underrättelser, avtalsbilagor och granskarsida ur procedure.yaml.",
        "Also write protocol, notices, contract annexes and auditors' page from procedure.yaml.",
    ),
    "simulate": (
        "Visa vad koldioxidpriset gör i TENDER: brytpriser, vinnare vid varje pris, klimatets vikt."
        " Räknar på inkomna anbud, tidigare (--earlier) eller påhittade.",
        "Show what the carbon price does in TENDER: switch prices, the winner at each price, the"
        " weight of climate. Looks at offers that came, earlier ones (--earlier) or invented ones.",
    ),
    "--fast": (
        "Pröva inte likabehandlingen med påhittade anbud; det tar annars omkring en halv minut.",
        "Do not try equal treatment with invented offers, which takes some half a minute.",
    ),
    "--earlier": (
        "Mapp med en tidigare upphandling vars anbud prövas under den nya regeln.",
        "Folder of an earlier tender whose offers are tried under the new rule.",
    ),
    "--price": (
        "Koldioxidpris att pröva, i kr per kg CO2e; kan anges flera gånger.",
        "Carbon price to try, in SEK per kg CO2e; may be given several times.",
    ),
    "--lot-value": (
        "Prisläge för ett anbudsområde, OMRÅDE=KRONOR; kan anges flera gånger.",
        "Price level of a lot, LOT=SEK; may be given several times.",
    ),
    "explain": (
        "Visa hela uträkningen för rad LINE i anbudet från OFFER, med källa för varje tal."
        " TENDER är en upphandlingsmapp eller ett bevispaket (bundle.zip); LINE är ett"
        " radnummer eller OMRÅDE/NUMMER.",
        "Show the whole sum for line LINE of the offer by OFFER, with the source of each figure."
        " TENDER is a tender folder or a bundle (bundle.zip); LINE is a line number or"
        " LOT/NUMBER.",
    ),
    "diff": (
        "Visa vad som skiljer mellan A och B (upphandlingsmappar eller bevispaket), delat på"
        " indata, beslut, faktor, väg, metod, avrundning och motor.",
        "Show what differs between A and B (tender folders or bundles), split into input,"
        " decision, factor, route, method, rounding and engine.",
    ),
    "--lines": (
        "Visa också varje rad i anbuden.",
        "Show each line of the offers too.",
    ),
    "--html": (
        "Skriv också en HTML-sida att skriva ut eller skicka, till filen FILE.",
        "Also write an HTML page to print or to send, to the file FILE.",
    ),
    "verify": (
        "Pröva bevispaketet BUNDLE: MATCH, DIFFERS (vad och var) eller CANNOT TELL (varför). Räknar"
        " om allt från anbuden; paketet är allt som behövs.",
        "Judge the evidence bundle BUNDLE: MATCH, DIFFERS (what and where) or CANNOT TELL (why)."
        " Computes everything from the offers; the bundle is all that is needed.",
    ),
    "--public": (
        "Skriv även en offentlig utgåva (public/) där det leverantörerna lämnat in är maskerat, och"
        " en öppning för varje leverantör (openings/). Gör redaction.key i TENDER om den saknas.",
        "Write a public edition too (public/), in which what suppliers gave in is masked, and an"
        " opening for each supplier (openings/). Makes redaction.key in TENDER if it is missing.",
    ),
    "--opening": (
        "En leverantörs öppning: pröva dess egna rader i den offentliga utgåvan BUNDLE.",
        "One supplier's opening: check its own rows in the public edition BUNDLE.",
    ),
    "--public-bundle": (
        "Pröva att denna offentliga utgåva hör till det fullständiga bevispaketet BUNDLE.",
        "Check that this public edition belongs to the full bundle BUNDLE.",
    ),
    "--sha256": (
        "Den SHA-256 som paketet ska ha, enligt den som publicerade den.",
        "The SHA-256 that the bundle must have, according to whoever published it.",
    ),
    "export": (
        "Skriv rad LINE i anbudet från OFFER som ett klimatavtryck enligt PACT 3, eller dess"
        " transportkedja enligt iLEAP, till en JSON-fil.",
        "Write line LINE of the offer by OFFER as a PACT 3 footprint, or its transport chain as an"
        " iLEAP shipment, to a JSON file.",
    ),
    "--export-to": ("pact eller ileap; måste anges.", "pact or ileap; must be given."),
    "--export-out": ("Filen som skrivs; måste anges.", "The file to write; must be given."),
    "publish": (
        "Publicera metoden för TENDER: metodbilaga, avtalsvillkor, annonsuppgifter, provfall och"
        " ett lås (lock.json) som utvärderingen sedan hålls till.",
        "Publish the method of TENDER: appendix, contract terms, notice, test vectors and a lock"
        " (lock.json) that the evaluation is then held to.",
    ),
    "--publish-out": (
        "Mapp som dokumenten skrivs till (om inget sägs: publish i upphandlingsmappen).",
        "Folder that the documents are written to (unless told: publish in the tender folder).",
    ),
    "--publish-date": (
        "Dagen för publiceringen, till exempel 2026-11-22 (om inget sägs: i dag).",
        "Day of publication, such as 2026-11-22 (unless told: today).",
    ),
    "--change": (
        "Dokumentera en ändring av det som redan är publicerat; kräver flaggorna nedan.",
        "Record a change of what has been published; needs the options below.",
    ),
    "--change-who": ("Vem som svarar för ändringen.", "Who answers for the change."),
    "--change-why": ("Varför ändringen görs.", "Why the change is made."),
    "--deadline-extended": (
        "Förlängs anbudstiden? yes, no eller not-needed.",
        "Is the deadline extended? yes, no or not-needed.",
    ),
    "--deadline-reason": (
        "Skälet till svaret om anbudstiden.",
        "The reason for the answer about the deadline.",
    ),
    "route": (
        "Visa avståndet från START till END, delsträckorna och hur de hittades. Eller skriv"
        " avstånden för alla orter i anbuden till TENDER (--table).",
        "Show the distance from START to END, its legs and how they were found. Or write those of"
        " all places in the offers to TENDER (--table).",
    ),
    "--via": (
        "Ort på vägen, i ordning; kan anges flera gånger.",
        "Place on the way, in order; may be given several times.",
    ),
    "--refrigerated": (
        "Räkna med kyld transport.",
        "Count with refrigerated transport.",
    ),
    "--table": (
        "Upphandlingsmapp: skriv avstånden från varje ort i anbuden till varje leveransställe.",
        "Tender folder: write the distances from every place in the offers to every kitchen.",
    ),
    "--out-file": (
        "Excelfil (.xlsx) som tabellen skrivs till; hör till --table.",
        "Excel file (.xlsx) that the table is written to; belongs to --table.",
    ),
    "factors": (
        "Emissionsfaktorer och produktkatalog: list, show, search, check, diff, import.",
        "Emission factors and product catalogue: list, show, search, check, diff, import.",
    ),
    "factors-check": (
        "Visa vad som är fel, gammalt, utan källa, orimligt eller oanvänt i biblioteket eller i"
        " FOLDER.",
        "Show what is wrong, stale, unsourced, out of band or unused in the library or in FOLDER.",
    ),
    "factors-diff": (
        "Visa varje ändrat värde mellan OLD och NEW (utgåvor eller mappar) och verkan på fasta"
        " varukorgar.",
        "Show every changed figure between OLD and NEW (editions or folders), and the effect on"
        " fixed baskets.",
    ),
    "--as-of": (
        "Månad som värdenas ålder räknas mot, till exempel 2026-11 (om inget sägs: denna månad).",
        "Month that the age of figures is counted to, such as 2026-11 (unless told: this month).",
    ),
    "list": ("Lista faktorer och produkter.", "List factors and products."),
    "show": (
        "Visa en faktor eller produkt med källa, utgåva, sida och spridning.",
        "Show a factor or product with source, edition, page and spread.",
    ),
    "search": (
        "Sök produkter på svenskt eller engelskt namn, kod eller CPV.",
        "Search products by Swedish or English name, code or CPV.",
    ),
    "--json": ("Ett JSON-objekt på stdout, inget annat.", "One JSON object on stdout."),
    "--lang": (
        "Språk: sv (om inget sägs) eller en.",
        "Language: sv (unless told otherwise) or en.",
    ),
    "--out": (
        "Mapp som resultatet skrivs till; måste anges.",
        "Folder that the results are written to; must be given.",
    ),
    "--layout": (
        "Använd just denna layout: ett id eller en egen fil (.yaml).",
        "Use this layout and no other: an id or a file of your own (.yaml).",
    ),
    "--return": (
        "Skriv samma arbetsbok till OUT (.xlsx) med en statuskolumn och kommentarer att skicka"
        " till leverantören.",
        "Write the same workbook to OUT (.xlsx) with a column of status and comments, to send to"
        " the supplier.",
    ),
    "--draft-layout": (
        "Skriv ett utkast till layoutfil (.yaml) för en arbetsbok som inte känns igen.",
        "Write a draft of a layout file (.yaml) for a workbook that is not recognised.",
    ),
    "--out-page": (
        "Mapp som sidan skrivs till, om den önskas.",
        "Folder that the page is written to, if it is wanted.",
    ),
    "--mode": (
        "Transportslag: road (om inget sägs), rail, sea, ferry eller air.",
        "Mode: road (unless told otherwise), rail, sea, ferry or air.",
    ),
    "--name": ("Namnet som beslutet gäller.", "The name that the decision is about."),
    "--product": (
        "Produkten i katalogen, eller - om ingen passar.",
        "The catalogue product, or - when none fits.",
    ),
    "--who": ("Vem som beslutar.", "Who decides."),
    "--why": ("Varför.", "Why."),
    "footprint": (
        "Räkna en producents vara ur filen FILE (ifyllt formulär, YAML eller JSON): samma tal som"
        " köparen får. Eller skriv ett tomt formulär (--form).",
        "Compute a producer's product from FILE (a filled-in form, YAML or JSON): the same figure"
        " that the buyer finds. Or write an empty form (--form).",
    ),
    "--footprint-tender": (
        "Upphandlingsmapp, också en utan anbud: lägg till köparens egna steg och visa vad"
        " schablonen skulle kosta.",
        "Tender folder, also one without offers: add the buyer's own stages, and show what the"
        " default would cost.",
    ),
    "--form": (
        "Skriv ett formulär (.xlsx) för ett slags vara, till exempel milk, till --out.",
        "Write a form (.xlsx) for a kind of product, such as milk, to --out.",
    ),
    "--forms": ("Visa alla slags varor som det finns formulär för.", "Show all kinds of forms."),
    "--footprint-out": (
        "Mapp för resultat, svar (Excel och YAML), PACT-fil och klimatdeklaration (PDF); med"
        " --form: Excelfilen (.xlsx) som skrivs.",
        "Folder for result, answers (Excel and YAML), PACT file and climate declaration (PDF); with"
        " --form: the Excel file (.xlsx) to write.",
    ),
    "serve": (
        "Öppna producenternas sida i en webbläsare på den här datorn. Inget som skrivs där sparas.",
        "Open the producers' page to a browser on this machine. Nothing written there is kept.",
    ),
    "--version": ("Visa versionen.", "Show the version."),
    "--help": ("Visa denna hjälp.", "Show this help."),
}


def language() -> str:
    """Return the language that the command line asks for: sv unless `--lang en` stands there."""
    arguments = sys.argv[1:]
    asked = "--lang=en" in arguments or ("--lang", "en") in pairwise(arguments)
    return "en" if asked else "sv"


def _pick(pair: tuple[str, str]) -> str:
    return pair[1] if language() == "en" else pair[0]


def help_of(name: str) -> str:
    """Return the help text of a command or an option."""
    return _pick(_HELP[name])


def summary(name: str) -> str:
    """Return the first sentence of a command's help."""
    return help_of(name).split(". ")[0].rstrip(".")


def label(name: str) -> str:
    """Return a heading of the help page."""
    return _pick(_LABELS[name]) if name in _LABELS else name


def wrong_use(kind: str, *values: str) -> str:
    """Return a sentence about a command line that cannot be followed."""
    return _pick(_WRONG_USE.get(kind, _WRONG_USE["UsageError"])).format(*values)
