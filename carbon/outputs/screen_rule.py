"""The rule of the screens in words, as it is published and as the protocol repeats it."""

from __future__ import annotations

from decimal import Decimal

from carbon import language
from carbon.library.records import Library
from carbon.outputs import terms
from carbon.tender.protocol import questions
from carbon.tender.records import Tender


def sentences(tender: Tender, library: Library, lang: str) -> list[str]:
    """Return the rule: each lot's price reference and limit, the footprint limit, the reply time.

    A lot without an announced reference is named as such: there no price is asked about.
    """
    share = questions.price_share(tender)
    found = []
    for lot in tender.lots:
        reference = questions.reference_sek(tender, lot.id)
        named = {"lot": terms.shown(lot.id, terms.NAME_LIMIT)}
        if reference is None:
            found.append(language.word("records-screen-no-reference", lang, **named))
            continue
        amounts = {
            "reference": terms.reader_decimal(reference, lang),
            "limit": terms.reader_decimal(reference * share, lang),
            "percent": terms.reader_decimal(share * 100, lang),
        }
        found.append(language.word("records-screen-reference", lang, **named, **amounts))
    ratio = questions.footprint_ratio(library)
    shown = terms.reader_decimal(ratio, lang)
    found.append(language.word("records-screen-default", lang, ratio=shown))
    days = questions.reply_days()
    return [*found, language.word("records-screen-reply", lang, days=Decimal(days))]
