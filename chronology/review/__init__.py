"""Deciding who is who. Enters: a Report and a person's answers. Leaves: questions in order, and decisions as text for the case file.

`questions` finds and ranks what to ask, `sheet` puts it in a table and reads the answers, `decisions` words them, `case_text`
places them in the case file's text, `contradictions` holds them against each other; `waterfall` and `strangers` lay out what
a reader needs to argue a merge. Nothing is linked here, and no file is touched: `linking` says what is in doubt, `cli` asks,
reads and writes.
"""
