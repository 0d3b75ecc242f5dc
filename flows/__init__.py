"""From sources to stored claims: fetching, discovery, and the Prefect flows that compose the other packages.

`fetching`, `addresses` and `discovery` know nothing of Prefect; the flows are thin wrappers over plain functions.
"""
