"""The producers' page: questions for a farmer, and the number that the buyer will see.

In comes a posted form; out goes a page, or a file made from the same form posted again. Nothing is
stored, no account exists and no script runs. The page computes nothing itself: questionnaire,
answers, footprint and levers are those of `carbon.farm`, the files those of `carbon.outputs`.
"""
