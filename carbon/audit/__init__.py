"""The auditor's room: a sealed bundle of everything, and the answer to "is it true?".

In come a tender folder, its Assessment and the files that were written of it; out goes one zip
(`bundle`): a BagIt bag with the tender as received, the knowledge that was read, exactly the
factors, routes and flows that were used, results and outputs. In comes such a bundle, out goes one
word (`verify`): MATCH, DIFFERS (what, where, old, new) or CANNOT TELL (why). Nothing is believed
that can be computed again, nothing is written outside a temporary folder, and a bundle is as
hostile as any other file from outside.

Others build on two things here: `opening.opened` gives an unpacked `Bundle`, and
`replay.replayed` computes any tender folder with any knowledge, in a process of its own.
"""
