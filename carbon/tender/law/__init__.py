"""What the procurement act asks of a tender, as data and as executable properties.

In come a tender, its documents and the library; out go findings with rule, clause, provision and a
lawful wording, verdicts on the equal-treatment properties with a counter-example where one is
broken, and the regime that binds. Kept apart from the scorer: nothing here changes a figure.
"""
