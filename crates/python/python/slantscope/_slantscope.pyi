"""The native part: batches of texts in, objects or Arrow tables out."""

from collections.abc import Sequence
from typing import Any

TABLES: Sequence[str]
VERSION: str
LARGEST: int
#: Share of shingles from which on two sentences are nearly the same.
NEAR: float
#: Share of the smaller sketch from which on two documents are copies.
SAME: float
#: To how many documents a shingle of a sketch is followed, and to how many documents or sentences a sequence of words.
FOLLOWED: tuple[int, int]
#: Words from which on a copied passage makes two claims one witness.
WITNESS: int
#: Groups of the ledger, passages, and places of a passage that a report shows.
SHOWN: tuple[int, int, int]

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

class Names:
    """What all documents together say of names, added up in any order."""

    def __new__(cls) -> Names: ...
    def see(self, documents: list[bytes]) -> None: ...
    def join(self, other: bytes) -> None: ...
    def stored(self) -> bytes: ...

class Actors:
    """The actors that documents name, counted with what all documents say of names."""

    def __new__(cls, engine: Engine, names: bytes) -> Actors: ...
    def see(self, ids: list[str], documents: list[bytes]) -> None: ...
    def join(self, other: bytes) -> None: ...
    def stored(self) -> bytes: ...

class Cast:
    """The actors of a corpus, by which each document is read."""

    def __new__(cls, engine: Engine, names: bytes, actors: bytes) -> Cast: ...

def named(engine: Engine, texts: list[str | None], fields: list[tuple[str, list[str | None]]]) -> Table:
    """What documents name and by which hashes copies of them are found."""

def pages(engine: Engine, cast: Cast, texts: list[str | None], fields: list[tuple[str, list[str | None]]]) -> tuple[Table, Table]:
    """What documents bring to the echoes and to the ledger: their words, and their claims."""

def cut_sketches(documents: list[str], ranks: list[int], seconds: list[int], sketches: list[bytes], buckets: int) -> Table:
    """The sketches of documents, in buckets."""

def cut_sentences(documents: list[str], words: list[bytes], covered: list[list[tuple[int, int]]], buckets: int) -> Table:
    """The shingles of sentences that no passage covers, in buckets."""

def cut_sequences(documents: list[str], words: list[bytes], buckets: int) -> Table:
    """The word sequences of documents, in buckets."""

def alike(ranks: list[int], seconds: list[int], documents: list[str], units: list[bytes], kept: int) -> Table:
    """Pairs of units of different documents that share hashes of one bucket, the later first."""

def met(documents: list[str], sequences: list[bytes]) -> Table:
    """Pairs of documents that have sequences of one bucket, the later first, with the places."""

def runs(documents: list[str], to_documents: list[str], words: list[bytes], places: list[list[bytes]]) -> Table:
    """The longest runs of documents that stand in earlier ones."""

def passages(
    documents: list[str], at: list[int], words: list[int], others: list[str], other_at: list[int], other_words: list[int]
) -> Table:
    """The passages that runs make, with all their places."""

def stand(
    documents: list[str],
    sources: list[str | None],
    texts: list[str],
    words: list[bytes],
    stands: list[list[tuple[str, int, int, int, int]]],
) -> Table:
    """Where passages stand in their documents."""

def echo(places: list[dict[str, Any]]) -> Table:
    """The passages with what they are, their places in order."""

def group(topics: list[bytes], documents: list[str], numbers: list[int], claims: list[bytes]) -> Table:
    """The groups of claims of some topics, one row for each claim."""
