"""What leaves the house: stored claims and cases in the formats of others.

Start reading at `table.py`: one row a format, and one module that writes it.
"""
