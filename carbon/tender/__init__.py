"""The method: the buyer's announced rule and the offers come in, ranked lots go out.

`evaluate` holds the award arithmetic (J = P + c·E) in exact decimals; `assess` is the one
function that knows the order of all steps from folder to result.
"""
