"""From files that strangers wrote to records that the method can work with.

In come a tender folder, price sheets and attachments of any origin; out go a `Tender`, `Offers` and
`Decisions` (carbon.intake.records), in which every value still knows the cell it came from, and a
Problem for everything that could not be understood. Files are opened in a child process with limits
on memory and time, because a reader can be made to die or to run for ever.
"""
