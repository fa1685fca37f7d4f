"""A producer's own data become flows: from farm gate to plant gate, after IPCC 2019.

In come a questionnaire's answers and the library; out go activities, one for each process and gas,
that stand in the one flow table beside everything else. The equations know no farm and no file:
numbers in, kilograms of gas out. What a product type asks lives in `factors/farm/questionnaires/`,
what the equations take from tables in `factors/farm/`.
"""
