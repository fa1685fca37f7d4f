"""Trade messages made by hand for the tests: UBL catalogues and quotations, GS1 trade items."""

from __future__ import annotations

from carbon.intake import reading

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
SPACES = f'xmlns:cac="{UBL}CommonAggregateComponents-2" xmlns:cbc="{UBL}CommonBasicComponents-2"'
SELLER = (
    "<cac:SellerSupplierParty><cac:Party><cac:PartyName><cbc:Name>Dala Grossist AB</cbc:Name>"
    "</cac:PartyName></cac:Party></cac:SellerSupplierParty>"
)


def cbc(name, value, **attributes):
    if value is None:
        return ""
    told = "".join(f' {key}="{text}"' for key, text in attributes.items())
    return f"<cbc:{name}{told}>{value}</cbc:{name}>"


def price(amount="10.00", base=None, base_unit=None, rate=None, currency="SEK"):
    inside = cbc("PriceAmount", amount, currencyID=currency)
    if base is not None:
        unit = {"unitCode": base_unit} if base_unit else {}
        inside += cbc("BaseQuantity", base, **unit)
    return f"<cac:Price>{inside}{cbc('OrderableUnitFactorRate', rate)}</cac:Price>"


def prop(name, value, unit=None):
    quantity = cbc("ValueQuantity", value, unitCode=unit) if unit else cbc("Value", value)
    return f"<cac:AdditionalItemProperty>{cbc('Name', name)}{quantity}</cac:AdditionalItemProperty>"


def part(item, count):
    inside = cbc("ID", item) + cbc("Quantity", count, unitCode="EA")
    return f"<cac:ComponentRelatedItem>{inside}</cac:ComponentRelatedItem>"


def item(name="Mjölk", gtin=None, number=None, inside=""):
    told = cbc("Name", name) + inside
    if number:
        told += (
            f"<cac:SellersItemIdentification>{cbc('ID', number)}</cac:SellersItemIdentification>"
        )
    if gtin:
        code = cbc("ID", gtin, schemeID="0160")
        told += f"<cac:StandardItemIdentification>{code}</cac:StandardItemIdentification>"
    return f"<cac:Item>{told}</cac:Item>"


def line(number="1", *, unit="XCS", content=None, prices=None, parts="", level=None,
         action=None, orderable=None, what=None):  # fmt: skip
    priced = price() if prices is None else prices
    return (
        "<cac:CatalogueLine>"
        + cbc("ID", number)
        + cbc("ActionCode", action)
        + cbc("OrderableIndicator", orderable)
        + cbc("OrderableUnit", unit)
        + (cbc("ContentUnitQuantity", content[0], unitCode=content[1]) if content else "")
        + cbc("PackLevelCode", level)
        + parts
        + "".join(
            f"<cac:RequiredItemLocationQuantity>{one}</cac:RequiredItemLocationQuantity>"
            for one in ([priced] if isinstance(priced, str) else priced)
            if one
        )
        + (item() if what is None else what)
        + "</cac:CatalogueLine>"
    )


def catalogue(*lines, action=None, encoding="UTF-8", head=SELLER):
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>'
        f'<Catalogue xmlns="{UBL}Catalogue-2" {SPACES}>'
        f"{cbc('ActionCode', action)}{head}{''.join(lines)}</Catalogue>"
    )
    return text.encode(encoding)


def quotation(*lines, total=None):
    amount = cbc("LineExtensionAmount", total, currencyID="SEK")
    end = f"<cac:QuotedMonetaryTotal>{amount}</cac:QuotedMonetaryTotal>" if total else ""
    text = f'<Quotation xmlns="{UBL}Quotation-2" {SPACES}>{SELLER}{end}{"".join(lines)}</Quotation>'
    return text.encode()


def quotation_line(
    number, buyer, *, quantity="10", unit="KGM", what=None, prices=None, amount=None
):
    return (
        f"<cac:QuotationLine>{cbc('ID', number)}{cbc('RequestForQuotationLineID', buyer)}"
        f"<cac:LineItem>{cbc('ID', 'A-1')}{cbc('Quantity', quantity, unitCode=unit)}"
        f"{cbc('LineExtensionAmount', amount, currencyID='SEK')}{prices or price()}"
        f"{what or item()}</cac:LineItem></cac:QuotationLine>"
    )


def read(data, folder, name="a.xml"):
    """Return what `carbon read` understands of a message."""
    path = folder / name
    path.write_bytes(data)
    return reading.read_file(path, name=name)


def codes(understood):
    return [problem.code for problem in understood.problems]


def rows(understood):
    """Return the values of the usable rows, those that are None left out."""
    sheets = reading.as_json(understood, "sv")["sheets"]
    return [row["values"] for sheet in sheets for row in sheet["rows"]]
