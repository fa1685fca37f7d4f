"""The flow table: matched, measured and routed lines come in, kg CO2e go out.

`build` gives every line each stage of the boundary exactly once; `compute` multiplies amounts by
factors, rounds once and is exact from there on. There is no second calculation anywhere.
"""
