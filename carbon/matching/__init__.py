"""Matching: what is offered becomes a product of the catalogue, or waits for a person.

In come names and codes only: the type `records.Wanted` has no field for a supplier or a price, so
neither can sway a match. Out goes a `Match` with method, score and reason for every offered
product. Likeness of letters only suggests; what decides is a person, the buyer's code, an exact
name, or words that explain the whole name. `match.match` is the way in, `names.fold` the key that
decisions are remembered by, `pending` what `carbon match` shows and records.
"""
