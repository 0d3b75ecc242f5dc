"""Bringing a database up to the tables of this version, all or nothing.

The stored version is read first, which is cheap; alembic is imported only when there is something to do.
"""

from __future__ import annotations

from sqlalchemy import Connection, Engine, column, inspect, select, table

from claims.errors import StoreTooNew, StoreUnavailable
from storage.engine import Place, writing
from storage.schema import REVISIONS, VERSION_TABLE


def migrate(engine: Engine, at: Place) -> bool:
    """Make the tables up to date, in one transaction, and say whether there were none before.

    Raises StoreTooNew where a later version wrote the database, StoreUnavailable where it holds tables of others.
    """
    with engine.connect() as connection:
        if stored_revision(connection, at) == REVISIONS[-1]:
            return False
    with writing(engine).begin() as connection:
        found = stored_revision(connection, at)  # again: another process may just have done it
        if found != REVISIONS[-1]:
            _upgrade(connection)
            if found is not None:
                _derive(connection)
    return found is None


def stored_revision(connection: Connection, at: Place) -> str | None:
    """The migration that the database is at; None where it is empty.  Raises as `migrate` does."""
    names = inspect(connection).get_table_names()
    if VERSION_TABLE not in names:
        if names:
            some = ", ".join(sorted(names)[:3])
            line = f"database {at}: it holds tables of something else ({some}); name another with --db"
            raise StoreUnavailable(line)
        return None
    found: str | None = connection.execute(select(column("version_num")).select_from(table(VERSION_TABLE))).scalar()
    if found is not None and found not in REVISIONS:
        line = f"database {at}: a later version of counterclaim wrote it (its tables are at {found}, this one knows "
        raise StoreTooNew(f"{line}{REVISIONS[-1]}); upgrade counterclaim or name another with --db")
    return found


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    from storage.views import drop_views, make_views

    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    config.attributes["connection"] = connection
    drop_views(connection)
    command.upgrade(config, REVISIONS[-1])
    make_views(connection)


def _derive(connection: Connection) -> None:
    """Fill what is derived from claims and verdicts, in the migration's own transaction, always in today's tables."""
    from storage.deriving import derive

    derive(connection)
