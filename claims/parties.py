"""The table of parties: canonical names, aliases, kinds and who owns whom; data that an analyst can extend.

The shipped table is `claims/data/parties.csv`.  An analyst's own file, in the same columns, is read after it: a row
with a known name replaces that row, an alias that two rows share belongs to the later one.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from claims.errors import TableError

KINDS = frozenset(
    {"company", "lab", "fund", "university", "government", "organisation", "project", "product", "person", "place"}
)
PARTY_KINDS = frozenset({"company", "lab", "fund", "university", "government", "organisation", "project"})
"""The kinds that can act in a claim; products, persons and places are listed so as not to be taken for parties."""

SUPPLY_CHAIN = ("lab", "cloud", "neocloud", "datacenter", "utility", "power", "hardware", "chips")
"""What a company of the field does, from those who pay for computing to those who are paid for it: in a contract
between two of them money flows down this list, and power is used further up."""
TRADES = (*SUPPLY_CHAIN, "bank", "news")
"""All trades: banks lend, arrange and estimate; news outlets report, and are the origins that others copy."""

COLUMNS = ("name", "kind", "parent", "aliases")
TRADE = "trade"
"""The fifth column, which a table may leave out."""


@dataclass(frozen=True, slots=True)
class Party:
    """One row: canonical name, kind, the party that owns it (or None), the other forms it is written in, its trade."""

    name: str
    kind: str
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    trade: str | None = None

    @property
    def forms(self) -> tuple[str, ...]:
        """All written forms, the canonical one first."""
        return (self.name, *self.aliases)


class PartyTable:
    """All parties by canonical name, with look-up by written form and by ownership."""

    def __init__(self, rows: Iterable[Party]) -> None:
        self._rows: dict[str, Party] = {row.name: row for row in rows}
        self._forms: dict[str, str] = {form: row.name for row in self._rows.values() for form in row.forms}
        projects = [row.name.split() for row in self._rows.values() if row.kind == "project"]
        self._umbrellas = {" ".join(words[:n]) for words in projects for n in range(1, len(words))}
        self._families: dict[str, set[str]] = {}
        for name in self._rows:
            self._families.setdefault(self.group(name), set()).add(name)

    def __iter__(self) -> Iterator[Party]:
        return iter(self._rows.values())

    def __len__(self) -> int:
        return len(self._rows)

    def get(self, name: str) -> Party | None:
        """The party with this canonical name."""
        return self._rows.get(name)

    def canonical(self, form: str) -> str | None:
        """The canonical name of a written form, exact in case; None where the table does not hold it."""
        return self._forms.get(form)

    def group(self, name: str) -> str:
        """The party at the top of the ownership chain; the name itself where it has no owner."""
        seen = {name}
        row = self._rows.get(name)
        while row is not None and row.parent is not None and row.parent not in seen:
            name = row.parent
            seen.add(name)
            row = self._rows.get(name)
        return name

    def is_umbrella(self, name: str) -> bool:
        """Whether other projects carry this name with a word more: Stargate is one, Stargate Norway is not."""
        return name in self._umbrellas

    def family(self, name: str) -> frozenset[str]:
        """All parties with the same party at the top, the name itself included."""
        top = self.group(name)
        return frozenset({name, top, *self._families.get(top, ())})


def read_table(path: Path) -> list[Party]:
    """The rows of a table file.  Raises TableError with file, line and repair where a row cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise TableError(f"party table {path}: {error.strerror or error}; check the path") from error
    except UnicodeDecodeError as error:
        raise TableError(f"party table {path}: byte {error.start} is not UTF-8; save the file as UTF-8") from error
    return list(_parse(text, str(path)))


def load_parties(extra: Path | None = None) -> PartyTable:
    """The shipped table, with an analyst's own rows after it.  Raises TableError."""
    rows = _shipped()
    return PartyTable(rows if extra is None else (*rows, *read_table(extra)))


@cache
def _shipped() -> tuple[Party, ...]:
    source = files("claims").joinpath("data/parties.csv")
    return tuple(_parse(source.read_text(encoding="utf-8"), "claims/data/parties.csv"))


def _parse(text: str, where: str) -> Iterator[Party]:
    reader = csv.DictReader(text.splitlines())
    if tuple(reader.fieldnames or ()) not in (COLUMNS, (*COLUMNS, TRADE)):
        raise TableError(f"party table {where}, line 1: columns are {reader.fieldnames}; write {','.join(COLUMNS)}")
    for row in reader:
        name, kind = (row["name"] or "").strip(), (row["kind"] or "").strip()
        if not name:
            raise TableError(f"party table {where}, line {reader.line_num}: no name; fill the first column")
        if kind not in KINDS:
            raise TableError(f"party table {where}, line {reader.line_num}: kind {kind!r}; use one of {sorted(KINDS)}")
        trade = (row.get(TRADE) or "").strip() or None
        if trade is not None and trade not in TRADES:
            raise TableError(f"party table {where}, line {reader.line_num}: trade {trade!r}; use one of {list(TRADES)}")
        aliases = tuple(alias.strip() for alias in (row["aliases"] or "").split("|") if alias.strip())
        yield Party(name, kind, (row["parent"] or "").strip() or None, aliases, trade)
