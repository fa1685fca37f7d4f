"""What the carbon price does: to offers that came in, or to invented ones before anything came.

In come ranked offers or the tender's own lines; out come switch prices, the winner at every price,
what chosen prices would have done and cost, and how much of the ranking climate decides. Nothing
here is part of an award.
"""
