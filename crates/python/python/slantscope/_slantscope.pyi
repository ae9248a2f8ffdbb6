"""The native part: batches of texts in, objects or Arrow tables out."""

from collections.abc import Sequence
from typing import Any

TABLES: Sequence[str]
VERSION: str
LARGEST: int

class SlantscopeError(ValueError):
    """What the program would print, as an exception: what, where, and what to do."""

class Table:
    """A finished table. Libraries that know Arrow read it through `__arrow_c_stream__`."""

    @property
    def counts(self) -> list[int]:
        """How many rows each document has."""

    def __len__(self) -> int: ...
    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...
    def rows(self) -> list[dict[str, Any]]:
        """The rows as dicts."""

class Engine:
    """The options of `slantscope check` made ready."""

    def __new__(cls, options: list[str]) -> Engine: ...
    def records(
        self, texts: list[str | None], fields: list[tuple[str, list[str | None]]], first: int, threads: int
    ) -> list[dict[str, Any]]:
        """The record of each text, as `check --format jsonl` writes it."""

    def tables(
        self,
        texts: list[str | None],
        fields: list[tuple[str, list[str | None]]],
        first: int,
        threads: int,
        names: list[str],
    ) -> list[Table]:
        """Tables of the texts, in the order of their names."""

    def compared(
        self, texts: list[str | None], fields: list[tuple[str, list[str | None]]], threads: int, names: list[str]
    ) -> tuple[list[Table], list[str]]:
        """Tables of what the texts make together, as `slantscope report` sets them beside each other, and the ids of those that failed."""

    def pooled(self, groups: list[tuple[str | None, str | None, list[bytes]]], names: list[str]) -> list[Table]:
        """Tables of sources, made of the parts of their documents."""

def main(arguments: list[str]) -> int:
    """Runs the program with these arguments, the first of them its name, and returns the code to end with."""

def columns(table: str) -> list[tuple[str, str]]:
    """The columns of a table, each a name and one of "text", "number", "real", "flag", "bytes"."""
