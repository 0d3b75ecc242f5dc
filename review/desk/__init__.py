"""The analysts' desk: the page that `counterclaim review` serves.

Start with `app.py`, which puts the pages together; `context.py` is what every page uses.
"""
