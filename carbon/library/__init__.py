"""The emission-factor library: the reviewed text in `factors/` becomes one frozen `Library`.

Comes in: a folder of YAML and CSV files, of which only those that `index.yaml` lists are read.
Goes out: factors with their sources, the catalogue of foods, the method's assumptions, and the
edition, a SHA-256 of the content that every result names. A library that contradicts itself is
refused as a whole, since a half-read one would give numbers that look right.

`load.load` reads it, `select.select` finds a factor and tells how, `search.search` finds by
words, `show.describe` tells everything about one entry, `health.stale` names what is overdue, and
`spread` holds the one rule of how wide a figure is.
"""
