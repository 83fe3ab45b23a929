"""One timeline, many writers: a page, charts, a terminal, and formats for other programs.

`words` says things to readers (names, dates, statuses), `html` and `charts` draw the page, `terminal` prints,
`machine` and `markdown` write files. Nothing is imported here, so that the command starts fast.
"""
