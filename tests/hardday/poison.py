"""One tender in which every text that somebody else may write is an attack.

Each text bears the name of its field, `GIFT-<field>-`, so that it is found again wherever it went.
"""

from __future__ import annotations

import json
from pathlib import Path

import xlsxwriter
import yaml

from carbon.matching.names import fold
from carbon.tender.folder import assess_folder
from tests.tender import evidenced, procedures, published

MARK = "GIFT-"
NOBODY = "http://127.0.0.1:9"  # the port of "discard": nobody answers there
# What begins a text; %s is where its mark stands. Whole formulas, then markup.
KINDS = (
    f'=HYPERLINK("{NOBODY}/h","%s")',
    '+1+1 %s {{7*7}}<script>window.gift="%s"</script>',
    '-1+1 %s"><img src=x onerror=window.gift=1>',
    '@SUM(1;1) %s</title><script>window.gift=2</script>',
    "=cmd|' /C calc'!A0 %s",
    f'=WEBSERVICE("{NOBODY}/w?%s")',
    '=1+1 %s{% raw %}{{ self }}<svg onload=window.gift=3>',
    f'javascript:window.gift=4//%s<a href="{NOBODY}/a">\u202e\u200b\u2066',
    '\t=1+1 %s]]><iframe src=javascript:window.gift=5>',
    '%s&#60;script&#62;window.gift=6&#60;/script&#62;${{7*7}}#{7*7}<%= 7*7 %>',
)  # fmt: skip
SHEET = "=1+1 {{7+7}}<svg onload=x>"
FILE = "=1+1 {{7+7}} @SUM(1;1) &lt;b&gt;.xlsx"
HEAD = (*evidenced.HEAD.split(";"), "Artikelnummer", "Kommentar", "Fabrikat")


class Poison:
    """Hands out an attack for each field, each field another one; `turn` shifts them all."""

    def __init__(self, turn: int) -> None:
        self._turn = turn
        self.fields: list[str] = []

    def __call__(self, field: str) -> str:
        kind = KINDS[(self._turn + len(self.fields)) % len(KINDS)]
        self.fields.append(field)
        return kind.replace("%s", f"{MARK}{field}-")


def _yaml(folder: Path, poison: Poison) -> None:
    text = (folder / "tender.yaml").read_text("utf-8")
    made = yaml.safe_load(text)
    made["tender"] |= {name: poison(name) for name in ("title", "buyer", "reference")}
    made["tender"]["as_of"] = "2027-03-01"
    made["tender"]["id"] = "prov-2027"
    made["evaluation"]["carbon_price_sek_per_kg"] = "3.00"
    made["evaluation"]["carbon_price_reason"] = poison("carbon-price-reason")
    made["contract"] = {"sanction_sek_per_kg": "4.50", "tolerance_percent": "5",
                        "follow_up_days": "60"}  # fmt: skip
    lot = made["lots"][0]
    lot["title"] = poison("lot")
    lot["lines"][0] |= {"name": poison("line"), "requirement": poison("requirement")}
    lot["lines"].append({"number": "2", "name": "Morot", "quantity": 10, "unit": "kg",
                         "product": "carrot"})  # fmt: skip
    (folder / "tender.yaml").write_text(yaml.safe_dump(made, allow_unicode=True), "utf-8")


def _rows(poison: Poison, wanted: str) -> list[list[str]]:
    def row(supplier: str, number: str, what: str, price: str, tag: str, **more: str) -> list[str]:
        plain = dict(zip(HEAD, [""] * len(HEAD), strict=True))
        plain |= {
            "Anbudsgivare": supplier, "Position": number, "Benämning": what, "Årsvolym": "1000",
            "Volymenhet": "kg", "Offererad produkt": poison(f"product-{tag}"), "Prisenhet": "kg",
            "Anbudspris": price, "Ursprungsort": "Leksand", "Ursprungsland": "Sverige",
            "Artikelnummer": poison(f"article-{tag}"), "Kommentar": poison(f"comment-{tag}"),
            "Fabrikat": poison(f"brand-{tag}"), **more,
        }  # fmt: skip
        return list(plain.values())

    rows = []
    for number, proof in enumerate(("pcf.json", "epd.yaml", "own.yaml")):
        supplier = poison(f"supplier-{number}")
        rows.append(row(supplier, "1", wanted, f"7,{number}", f"{number}-1", Bevis=proof))
        rows.append(row(supplier, "2", "Morot", f"8,{number}", f"{number}-2", Årsvolym="10"))
    odd = poison("supplier-odd")
    rows.append(row(odd, "1", wanted, poison("price"), "odd", Ursprungsort=poison("origin"),
                    Prisenhet=poison("unit"), Bevis=poison("proof")))  # fmt: skip
    return rows


def _book(path: Path, poison: Poison, wanted: str) -> None:
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(SHEET)
    for number, row in enumerate([HEAD, *_rows(poison, wanted)]):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text)
    book.close()


def _evidence(poison: Poison) -> dict[str, str]:
    company = {"companyName": poison("company"), "productDescription": poison("description"),
               "productNameCompany": poison("pact-product")}  # fmt: skip
    epd = yaml.safe_load(evidenced.epd({"farm": "0.10"}))
    epd["epd"] |= {name: poison(f"epd-{name}") for name in ("company", "product", "verified_by")}
    own = {**evidenced.POTATO_ANSWERS, "name": poison("own-name"),
           "producer": poison("own-producer"), "place": poison("own-place")}  # fmt: skip
    return {
        "pcf.json": evidenced.pact(extra=company),
        "epd.yaml": yaml.safe_dump(epd, allow_unicode=True),
        "own.yaml": json.dumps(own, ensure_ascii=False),
    }


def _decisions(folder: Path, poison: Poison) -> None:
    assessment, problems = assess_folder(folder, library=published.known())
    assert assessment is not None, problems
    names = sorted({one.offered_name for offer in assessment.offers for one in offer.products})
    made = [
        {"key": fold(name), "name": name, "product": "potato" if "-1-" in name else "carrot",
         "who": poison(f"who-{number}"), "when": "2027-04-01", "why": poison(f"why-{number}")}
        for number, name in enumerate(names)
    ]  # fmt: skip
    text = yaml.safe_dump({"decisions": made}, allow_unicode=True)
    (folder / "decisions.yaml").write_text(text, "utf-8")


def _procedure(folder: Path, poison: Poison) -> None:
    assessment, problems = assess_folder(folder, library=published.known())
    assert assessment is not None, problems
    names = [name for offer in assessment.offers for name in offer.files]
    made = procedures.whole(assessment, procedures.hashes(folder, names))
    for number, check in enumerate(made["checks"]):
        check["reason"] = poison(f"check-{number}")
    made["people"][0] |= {"role": poison("role"), "conflict": poison("conflict")}
    made["verification"][0] |= {"what": poison("verified"), "result": poison("verdict")}
    made["decision"] |= {"who": poison("decider"), "mandate": poison("mandate")}
    for award in made["decision"]["awards"]:
        award["reason"] = poison("award")
    made["notification"]["court"] = poison("court")
    procedures.write(folder, made)


def tender(root: Path, turn: int = 0) -> tuple[Path, list[str]]:
    """Write the tender folder and return it, with the fields whose text is an attack."""
    poison = Poison(turn)
    folder = evidenced.tender(root / "gift", [], _evidence(poison))
    (folder / "offers" / "anbud.csv").unlink()
    _yaml(folder, poison)
    wanted = yaml.safe_load((folder / "tender.yaml").read_text("utf-8"))["lots"][0]["lines"][0]
    _book(folder / "offers" / FILE, poison, wanted["name"])
    _decisions(folder, poison)
    _procedure(folder, poison)
    return folder, poison.fields
