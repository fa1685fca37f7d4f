"""Uncertainty that helps and never decides.

In comes an Assessment whose ranks stand; out comes how sure they are: probabilities, what drives
them, which datum could change the winner, and whether the winner survives whole families of
factors being wrong. Nothing here is read by the award, which follows the published rule only.
"""
