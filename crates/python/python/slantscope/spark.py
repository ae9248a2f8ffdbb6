"""The same analysis on Apache Spark: documents in, tables out, with declared schemas and the program's own numbers.

One pass over the documents gives one row for each, with its tables inside; write that, and take the tables and the profiles of
sources from what was written. `Corpus` sets all documents beside each other: its ledger and echoes are aggregations, and no machine
needs to hold the corpus. `compare` does the same for each of many small groups. Works with Spark 4 and later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from slantscope import _slantscope as native
from slantscope._columns import FIELDS, written
from slantscope._corpus import Corpus
from slantscope._options import Options, engine
from slantscope._pieces import lengths_of, pieces, texts_of
from slantscope._slantscope import LARGEST, SlantscopeError

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = ["Corpus", "analyze", "compare", "errors", "schema", "sources", "table"]

#: Tables with one row a document.
ONE = ("scores", "parts")
#: Tables of one document, and of several together.
EACH = (*ONE, "marks", "families", "sentences", "figures", "attributions", "quotes", "citations")
TOGETHER = ("sources", "families", "classes", "ledger", "echoes", "perspective")
#: What a row says of itself beside its tables.
ABOUT = ("bytes", "error", "documents", "failed")

_DDL = {"text": "string", "number": "bigint", "real": "double", "flag": "boolean", "bytes": "binary"}
_ARROW = {"text": pa.string(), "number": pa.int64(), "real": pa.float64(), "flag": pa.bool_(), "bytes": pa.binary()}


def _inside(name: str, outer: Sequence[str]) -> list[tuple[str, str]]:
    """The columns of a table that stands inside a row, without what the row says already."""
    return [(column, of) for column, of in native.columns(name) if column not in outer]


def schema(tables: Sequence[str]) -> str:
    """The schema of what `analyze` returns, as DDL.

    >>> schema(["quotes"])
    'document string, bytes bigint, error string, quotes array<struct<char_start: bigint, char_end: bigint, voice: string, speaker: string, text: string>>'
    """
    return ", ".join(["document string", "bytes bigint", "error string", *(_ddl(name, ("document", "error")) for name in _known(tables, EACH))])


def _ddl(name: str, outer: Sequence[str]) -> str:
    struct = f"struct<{', '.join(f'{column}: {_DDL[of]}' for column, of in _inside(name, outer))}>"
    return f"{name} {struct if name in ONE else f'array<{struct}>'}"


def _known(tables: Sequence[str], known: Sequence[str]) -> list[str]:
    for name in tables:
        if name not in known:
            raise SlantscopeError(f'there is no table "{name}" here; the tables are {", ".join(known)}.')
    return list(dict.fromkeys(tables))


def analyze(
    df: DataFrame,
    text: str = "text",
    id: str = "id",
    tables: Sequence[str] = ("scores", "marks", "figures"),
    *,
    largest: int = LARGEST,
    **options: Unpack[Options],
) -> DataFrame:
    """One row a document: `document`, its size in `bytes`, `error` where it could not be analysed, and a column for each table.

    Scores and parts are structs, the other tables arrays of structs; `table` lays them flat. Columns named source, title, author,
    date, url and genre are read as the program reads them. The text may be a string or bytes of UTF-8. A document of more than
    `largest` bytes is not analysed, and its row says so.
    """
    options["threads"] = 1
    fields = [(id, "id"), *((name, name) for name in FIELDS if name != "id" and name in df.columns and name not in (text, id))]
    given = df.select(F.col(text).alias("text"), *(F.col(column).cast("string").alias(name) for column, name in fields))
    names = _known(tables, EACH)
    return given.mapInArrow(_Each(names, [name for _, name in fields], largest, options), schema(names))


def table(analyzed: DataFrame, name: str) -> DataFrame:
    """A table of `analyze`, `compare` or `sources`, laid flat: the columns of the program's own table, after the document, group or source."""
    if name not in analyzed.columns:
        raise SlantscopeError(f'the frame has no table "{name}"; ask for it with tables=[..., "{name}"].')
    # a profile is known by its source
    outer = ["source"] if "named_by" in analyzed.columns else [c for c in analyzed.columns if c not in (*native.TABLES, *ABOUT)]
    if name in ONE:
        return analyzed.select(*outer, f"{name}.*", "error")
    return analyzed.select(*outer, F.explode(name).alias("_")).select(*outer, "_.*")


def errors(analyzed: DataFrame) -> DataFrame:
    """What could not be analysed, and why."""
    return analyzed.where("error is not null").select("document", "bytes", "error")


def sources(analyzed: DataFrame, **options: Unpack[Options]) -> DataFrame:
    """One row a source: all its documents together, with the numbers that `slantscope report` gives.

    Made of the table "parts" of `analyze`, a few hundred bytes a document. The intervals draw documents in the order of their ids;
    the report does so in the order of its inputs. `families` and `classes` are tables inside the row.
    """
    if "parts" not in analyzed.columns:
        raise SlantscopeError('profiles of sources are made of the table "parts"; ask for it with tables=[..., "parts"].')
    parts = analyzed.where("error is null").select("document", "parts.*")
    names = ["sources", "families", "classes"]
    inner = ", ".join(f"{column} {_DDL[of]}" for column, of in native.columns("sources"))
    nested = ", ".join(_ddl(name, ("document", "source")) for name in names[1:])
    return parts.groupBy("source").applyInArrow(_function(_Pool(names, options)), f"{inner}, {nested}")


def compare(
    df: DataFrame,
    by: str | Sequence[str] = (),
    text: str = "text",
    id: str = "id",
    tables: Sequence[str] = ("ledger", "echoes", "perspective"),
    **options: Unpack[Options],
) -> DataFrame:
    """One row for each group of documents (a story, an event, a day; all of them without `by`): what the report sets beside each other.

    A group is worked on in one piece, by one executor, with its texts in memory; for what no executor holds there is `Corpus`. The numbers are those of `slantscope report` on the group's documents in the order of their ids, which are
    to be different. `documents` counts them, and `failed` names those that could not be analysed and are left out.
    """
    options["threads"] = 1
    keys = [by] if isinstance(by, str) else list(by)
    fields = [(id, "id"), *((name, name) for name in FIELDS if name != "id" and name in df.columns and name not in (text, id))]
    names = _known(tables, TOGETHER)
    given = df.select(
        *(F.col(k).alias(f"_{i}") for i, k in enumerate(keys)),
        F.col(text).alias("text"),
        *(F.col(column).cast("string").alias(name) for column, name in fields),
    )
    types = {field.name: field.dataType.simpleString() for field in df.schema.fields}
    head = ", ".join([*(f"`{k}` {types[k]}" for k in keys), "documents bigint, failed array<string>", *(_ddl(name, ()) for name in names)])
    work = _Together(keys, names, [name for _, name in fields], options)
    grouped = given.groupBy(*(f"_{i}" for i in range(len(keys)))) if keys else given.groupBy(F.lit(1).alias("_all"))
    return grouped.applyInArrow(_function(work), head)


def _function(work: Callable[[pa.Table], pa.Table]) -> Callable[[pa.Table], pa.Table]:
    """The same as a plain function, which is all that Spark takes for groups."""
    return lambda group: work(group)


def _nested(made: native.Table, name: str, outer: Sequence[str]) -> Any:
    """The rows of a table inside the rows that they belong to."""
    batch = pa.RecordBatchReader.from_stream(made).read_next_batch()
    inside = _inside(name, outer)
    struct = pa.StructArray.from_arrays([batch.column(c) for c, _ in inside], fields=[pa.field(c, _ARROW[of]) for c, of in inside])
    if name in ONE:
        return struct
    offsets = [0]
    for count in made.counts:
        offsets.append(offsets[-1] + count)
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), struct)


class _Each:
    """The work on one partition of documents."""

    def __init__(self, names: list[str], fields: list[str], largest: int, options: Options) -> None:
        self.names, self.fields, self.largest, self.options = names, fields, largest, options

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        ready = engine(self.options)
        for batch in batches:
            for piece in pieces(batch):
                yield self.made(ready, piece)

    def made(self, ready: native.Engine, piece: pa.RecordBatch) -> pa.RecordBatch:
        lengths = lengths_of(piece.column("text"))
        texts, wrong = texts_of(piece.column("text"), self.largest)
        ids = [written(value) or "" for value in piece.column("id").to_pylist()]
        fields: list[tuple[str, list[str | None]]] = [(name, list(ids) if name == "id" else piece.column(name).to_pylist()) for name in self.fields]
        asked = ["scores", *(name for name in self.names if name != "scores")]
        tables = dict(zip(asked, ready.tables(texts, fields, 1, 1, asked), strict=True))
        said = pa.table(tables["scores"]).column("error").to_pylist()
        columns = [
            # a row without id keeps none: numbers of a partition would not be unique
            pa.array([i or None for i in ids], pa.string()),
            pa.array(lengths, pa.int64()),
            pa.array([wrong.get(i, e) for i, e in enumerate(said)], pa.string()),
            *(_nested(tables[name], name, ("document", "error")) for name in self.names),
        ]
        return pa.RecordBatch.from_arrays(columns, names=["document", "bytes", "error", *self.names])


class _Pool:
    """The work on one source: its parts, in the order of the documents."""

    def __init__(self, names: list[str], options: Options) -> None:
        self.names, self.options = names, options

    def __call__(self, group: pa.Table) -> pa.Table:
        rows = sorted(group.to_pylist(), key=lambda row: row["document"] or "")
        named_by = next((row["source_from"] for row in rows if row["source_from"]), None)
        made = engine(self.options).pooled([(rows[0]["source"], named_by, [row["part"] for row in rows])], self.names)
        out = pa.table(made[0])
        for name, part in zip(self.names[1:], made[1:], strict=True):
            out = out.append_column(name, _nested(part, name, ("document", "source")))
        return out


class _Together:
    """The work on one group of documents, in the order of their ids."""

    def __init__(self, keys: list[str], names: list[str], fields: list[str], options: Options) -> None:
        self.keys, self.names, self.fields, self.options = keys, names, fields, options

    def __call__(self, group: pa.Table) -> pa.Table:
        group = group.sort_by("id")
        texts, _ = texts_of(group.column("text"))
        fields = [(name, group.column(name).to_pylist()) for name in self.fields]
        made, failed = engine(self.options).compared(texts, fields, 1, self.names)
        columns: dict[str, Any] = {key: group.column(f"_{i}").slice(0, 1) for i, key in enumerate(self.keys)}
        columns["documents"] = pa.array([len(texts) - len(failed)], pa.int64())
        columns["failed"] = pa.array([failed], pa.list_(pa.string()))
        columns.update({name: _nested(part, name, ()) for name, part in zip(self.names, made, strict=True)})
        return pa.table(columns)
