"""Timeline charts: what is told of one party and metric, as marks on a plane of dates and values.

Start reading at `marks` (claims to marks, pure), then `layout` (where each stands), `drawing` (the chart of a library)
and `svg` (the picture, cleaned and coloured).
"""
