"""The table of users: who may sign in at the desk; no password and no token is kept, only what each is known by."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table, Text

from storage.columns import SHA, Moment, metadata

users = Table(
    "users",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("folded", Text, nullable=False, unique=True),  # the name without capitals: two that look alike are one
    Column("name", Text, nullable=False),
    Column("role", String(16), nullable=False),  # claims.users.Role
    Column("password", Text),  # an argon2 hash with its salt; null where the user has none
    Column("token", SHA, unique=True),  # SHA-256 of a random token; null where the user has none
    Column("added_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
)
