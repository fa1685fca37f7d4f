"""An Assessment comes in; a workbook, a report, a result file and an explanation go out.

Nothing is computed here a second time: every figure is the assessment's own, and the workbook
repeats the same sums as live formulas over visible inputs so that anybody can follow them. All
outside text is text: never a formula, never markup, never a file name. Same assessment, same bytes.
"""
