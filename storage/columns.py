"""What all tables share: the type of a moment, the widths of ids and hashes, and the names of keys and indexes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Integer, MetaData, String, TypeDecorator
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeEngine


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, to the second; aware in Python, `timestamptz` on PostgreSQL, 19 characters of text on SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[datetime]:
        """The narrow text form on SQLite, the plain type elsewhere."""
        if _is_sqlite(dialect):
            narrow: TypeEngine[datetime] = sqlite.DATETIME(truncate_microseconds=True)  # type: ignore[no-untyped-call]
            return dialect.type_descriptor(narrow)
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC without fractions; raises ValueError on one without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"moment {value} has no time zone; pass an aware datetime")
        whole = value.astimezone(UTC).replace(microsecond=0)
        return whole.replace(tzinfo=None) if _is_sqlite(dialect) else whole

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The stored moment, aware and in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _is_sqlite(dialect: Dialect) -> bool:
    return dialect.name == "sqlite"


class seconds(FunctionElement[int]):
    """A moment as whole seconds since 1970."""

    type = Integer()
    inherit_cache = True


@compiles(seconds, "sqlite")
def _seconds_of_text(element: seconds, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST(strftime('%s', {compiler.process(element.clauses, **kw)}) AS INTEGER)"


@compiles(seconds, "postgresql")
def _seconds_of_timestamp(element: seconds, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST(extract(epoch FROM {compiler.process(element.clauses, **kw)}) AS BIGINT)"


ID = String(16)  # claims.model.content_id
SHA = String(64)  # SHA-256 in hex

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)
