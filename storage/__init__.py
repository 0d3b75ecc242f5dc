"""The only place with SQL: articles with their revisions, fetches, snapshots, claims and verdicts, in one database.

Start reading at `storage.store`: `Store.open`, then `Store.writing` for one article; all other methods read.
"""
