"""From ranking to record: what the award was, what may be shown of it, and when a contract may be.

Facts that people state come from procedure.yaml; figures come from the Assessment and are never
computed anew here.
"""
