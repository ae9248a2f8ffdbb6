"""The ledger and the echoes of a corpus as Spark aggregations: word sequences are shuffled by their hashes, claims by their topics."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyspark.sql import Column, DataFrame, Window
from pyspark.sql import functions as F

from slantscope import _slantscope as native
from slantscope._columns import FIELDS, written
from slantscope._options import Options, engine
from slantscope._pieces import pieces, texts_of
from slantscope._slantscope import LARGEST

if TYPE_CHECKING:
    from typing_extensions import Unpack

_RUN = "document string, at bigint, words bigint, other string, other_at bigint, other_words bigint"
_STAND = f"{_RUN}, origin boolean, named boolean, quoted boolean, edge boolean, source string, char_start bigint, char_end bigint, text string"
_UNITS = "bucket bigint, rank bigint, second bigint, document string, units binary"
_ALIKE = "document string, at bigint, words bigint, size bigint, to_document string, to_at bigint, to_words bigint, to_size bigint, both bigint"
_ECHO = (
    "near boolean, document string, at bigint, words bigint, kind string, sort bigint, documents bigint, others bigint, text string, "
    "place bigint, other string, other_words bigint, char_start bigint, char_end bigint"
)
_ORDER = ("part", "by_document", "by_number", "by_word", "nth")
_GROUP = (
    "part bigint, by_document string, by_number bigint, by_word string, nth bigint, kind string, about string, agreement string, differs string, "
    "entry bigint, document string, sentence_number bigint, char_start bigint, char_end bigint, exact string, attribution string, source string"
)
#: What tells a passage from all others.
_PASSAGE = ("near", "document", "at", "words")


class Corpus:
    """The documents of a frame, to be set beside each other.

    Everything is worked out when it is asked for first, stage by stage. What a stage gives is written as Parquet into the folder `work`,
    which all machines reach and which is yours to delete. Without one, the executors keep it in memory, else on their disks, and the work
    has to be begun again if one of them is lost. Rows are put in the order of their ids, which are to be different. `buckets` is into how
    many pieces sequences and claims are cut, by default as many as Spark's own shuffles.
    """

    def __init__(
        self,
        df: DataFrame,
        text: str = "text",
        id: str = "id",
        *,
        work: str | None = None,
        buckets: int | None = None,
        largest: int = LARGEST,
        **options: Unpack[Options],
    ) -> None:
        options["threads"] = 1
        fields = [(id, "id"), *((name, name) for name in FIELDS if name != "id" and name in df.columns and name not in (text, id))]
        self._options, self._fields, self._largest = options, [name for _, name in fields], largest
        self._buckets = buckets or int(df.sparkSession.conf.get("spark.sql.shuffle.partitions") or 200)
        self._work, self._kept = work, 0
        all_rows = df.select(F.col(text).alias("text"), *(F.col(column).cast("string").alias(name) for column, name in fields))
        self._given, self._nameless = all_rows.where("id <> ''"), all_rows.where("id is null or id = ''")

    # -- what is asked for

    def ledger(self, most: int | None = native.SHOWN[0]) -> DataFrame:
        """Claims on the same thing, side by side: the table `ledger` of `slantscope report` on the documents in the order of their ids.

        A report shows the first 300 groups, which are numbered; `most=None` gives all.
        """
        rows = self._groups
        copied = self._echoed.where("sort = 0").where(F.col("other_words") >= native.WITNESS)
        places = copied.groupBy(F.col("other").alias("document")).agg(
            F.collect_list(F.struct(F.col("char_start").alias("start"), F.col("char_end").alias("end"), F.struct("near", F.col("document").alias("of"), "at", "words").alias("passage"))).alias("copied")
        )
        # claims in one copied passage are one witness, and so are those of one sentence
        holds = F.filter("copied", lambda p: (p["start"] <= F.col("char_start")) & (F.col("char_end") <= p["end"]))
        passage = F.array_min(F.transform(holds, lambda p: p["passage"]))
        alone = F.when(F.col("passage").isNull(), F.struct("document", "sentence_number"))
        witnesses = rows.join(places, "document", "left").withColumn("passage", passage)
        independent = witnesses.groupBy(*_ORDER).agg(F.count_distinct(F.struct("passage", alone.alias("alone"))).alias("independent"))
        numbered = _first(independent, [F.col(c) for c in _ORDER], most, "group")
        columns = [c for c, _ in native.columns("ledger")]
        return rows.join(numbered, list(_ORDER)).orderBy("group", "entry").select(*columns)

    def echoes(self, most: int | None = native.SHOWN[1]) -> DataFrame:
        """Passages that documents share: the table `echoes` of `slantscope report` on the documents in the order of their ids.

        A report shows the first 200 passages, which are numbered, and of each the first 50 places; `most=None` gives all.
        """
        rows = self._echoed.withColumn("verbatim", ~F.col("near"))
        order = [F.col("sort"), F.col("words").desc(), F.col("others").desc(), F.col("document"), F.col("at"), F.col("near")]
        numbered = _first(rows.where("place = 0").select(*_PASSAGE, "sort", "others"), order, most, "echo").select(*_PASSAGE, "echo")
        shown = rows if most is None else rows.where(F.col("place") < native.SHOWN[2])
        columns = [c for c, _ in native.columns("echoes")]
        told = shown.join(numbered, list(_PASSAGE)).orderBy("echo", "place")
        return told.withColumn("document", F.col("other")).select(*columns)

    def errors(self) -> DataFrame:
        """What could not be analysed and is left out, and why."""
        nameless = self._nameless.select("id", F.lit("The row has no id, and documents are put in the order of their ids.").alias("error"))
        return self._named.where("error is not null").select("document", "error").union(nameless)

    # -- stages, each worked out once

    def _keep(self, frame: DataFrame) -> DataFrame:
        """The same rows, worked out once; Spark is not to plan from the beginning what builds on them."""
        if self._work is None:
            return frame.localCheckpoint()
        self._kept += 1
        path = f"{self._work}/{self._kept:03}"
        frame.write.mode("overwrite").parquet(path)
        return frame.sparkSession.read.schema(frame.schema).parquet(path)

    @functools.cached_property
    def _named(self) -> DataFrame:
        schema = "document string, error string, rank bigint, second bigint, names binary, sketch binary"
        return self._keep(self._given.mapInArrow(_Each(_named, self._fields, self._largest, self._options), schema))

    @functools.cached_property
    def _cast(self) -> tuple[bytes, bytes]:
        """All names of the corpus and all actors, added up by partition and then here."""
        good = self._named.where("error is null")
        names = native.Names()
        for part in self._sums(good.select("names").mapInArrow(_add_names, "sum binary")):
            names.join(part)
        summed = names.stored()
        actors = native.Actors(engine(self._options), summed)
        for part in self._sums(good.select("document", "names").mapInArrow(_AddActors(summed, self._options), "sum binary")):
            actors.join(part)
        return summed, actors.stored()

    def _sums(self, frame: DataFrame) -> Iterator[bytes]:
        """The sum of each partition: all made at the same time, and fetched one after the other."""
        return (bytes(row["sum"]) for row in self._keep(frame).toLocalIterator())

    @functools.cached_property
    def _pages(self) -> DataFrame:
        schema = "document string, source string, text string, words binary, claims array<struct<topic: binary, claim: binary>>"
        return self._keep(self._given.mapInArrow(_Each(_Pages(self._cast), self._fields, self._largest, self._options), schema))

    def _by_bucket(self, rows: DataFrame, key: Column, work: Callable[..., native.Table], columns: list[str], schema: str) -> DataFrame:
        """Rows whose keys fall together go through one call."""
        return rows.withColumn("_bucket", key).groupBy("_bucket").applyInArrow(_columns(work, columns), schema)

    def _bucket_of(self, *columns: str) -> Column:
        return F.pmod(F.xxhash64(*columns), F.lit(self._buckets))

    def _alike(self, units: DataFrame, kept: int) -> DataFrame:
        """Pairs of units with the number of hashes that both have."""
        columns = ["rank", "second", "document", "units"]
        pairs = self._by_bucket(units, F.col("bucket"), functools.partial(native.alike, kept=kept), columns, _ALIKE)
        names = [c for c in pairs.columns if c != "both"]
        return pairs.groupBy(*names).agg(F.sum("both").alias("both"))

    def _followers(self, edges: DataFrame, name: list[str]) -> DataFrame:
        """Those of all that are like an earlier one which is itself like none: in rounds, because who follows is nobody to be followed."""
        to = [f"to_{c}" for c in name]
        back = dict(zip(to, name, strict=True))
        left, out = self._keep(edges.select(*name, *to)), None
        while not left.isEmpty():
            sure = left.select(*to).distinct().withColumnsRenamed(back).join(left.select(*name).distinct(), name, "left_anti")
            found = self._keep(left.join(sure.withColumnsRenamed({b: a for a, b in back.items()}), to).select(*name).distinct())
            out = found if out is None else out.union(found)
            rest = left.join(found, name, "left_anti").join(found.withColumnsRenamed({b: a for a, b in back.items()}), to, "left_anti")
            left = self._keep(rest.select(*name, *to))
        return left.select(*name) if out is None else out

    @functools.cached_property
    def _copies(self) -> DataFrame:
        """Documents that copy a longer one."""
        good = self._named.where("error is null").select("document", "rank", "second", "sketch")
        cut = _Map(native.cut_sketches, ["document", "rank", "second", "sketch"], buckets=self._buckets)
        same = F.col("both") >= native.SAME * F.least("size", "to_size")
        return self._keep(self._followers(self._alike(good.mapInArrow(cut, _UNITS), native.FOLLOWED[0]).where(same), ["document"]))

    @functools.cached_property
    def _groups(self) -> DataFrame:
        """The groups of the ledger, one row for each claim."""
        claims = self._pages.select("document", F.posexplode("claims").alias("number", "_")).select("document", "number", "_.*")
        own = claims.join(self._copies, "document", "left_anti")
        rows = self._keep(self._by_bucket(own, self._bucket_of("topic"), native.group, ["topic", "document", "number", "claim"], _GROUP))
        # one sentence names several actors: its date is shown with the actor that most sentences name
        dates = rows.where("part = 2")
        group = F.struct(*_ORDER)
        places = dates.select(group.alias("group"), F.substring_index("about", ": ", -1).alias("event"), F.struct("document", "char_start", "char_end").alias("place")).distinct()
        sized = places.withColumn("size", F.count("place").over(Window.partitionBy("group")))
        theirs = sized.select(*(F.col(c).alias(f"to_{c}") for c in sized.columns if c != "place"), "place")
        pairs = sized.join(theirs, "place").where("group <> to_group").groupBy("group", "event", "size", "to_group", "to_event", "to_size").agg(F.count("place").alias("both"))
        mostly = (F.col("both") == F.col("size")) | ((2 * F.col("both") >= F.col("size")) & (F.col("event") == F.col("to_event")))
        larger = (F.col("to_size") > F.col("size")) | ((F.col("to_size") == F.col("size")) & (F.col("to_group") < F.col("group")))
        held = pairs.where(mostly & larger).select("group.*").distinct()
        return self._keep(rows.join(held, list(_ORDER), "left_anti"))

    @functools.cached_property
    def _words(self) -> DataFrame:
        return self._pages.select("document", "words")

    def _stand(self, runs: DataFrame) -> DataFrame:
        """Passages with each place where they stand, their first included."""
        first = runs.select("document", "at", "words").distinct()
        all_places = runs.unionByName(first.select("*", F.col("document").alias("other"), F.col("at").alias("other_at"), F.col("words").alias("other_words")))
        stands = all_places.groupBy(F.col("other").alias("_in")).agg(F.collect_list(F.struct("document", "at", "words", "other_at", "other_words")).alias("stands"))
        pages = self._pages.select("document", "source", "text", "words").join(stands, F.col("document") == F.col("_in"))
        return self._keep(pages.mapInArrow(_Map(native.stand, ["document", "source", "text", "words", "stands"]), _STAND))

    @functools.cached_property
    def _verbatim(self) -> DataFrame:
        """Passages of the same words, with each place where they stand."""
        cut = _Map(native.cut_sequences, ["document", "words"], buckets=self._buckets)
        sequences = self._words.mapInArrow(cut, "bucket bigint, document string, sequences binary")
        met = self._by_bucket(sequences, F.col("bucket"), native.met, ["document", "sequences"], "document string, to_document string, places binary")
        pairs = self._keep(met.groupBy("document", "to_document").agg(F.collect_list("places").alias("places")))
        itself = pairs.select("document").distinct().select("document", F.col("document").alias("to_document"), F.array().cast("array<binary>").alias("places"))
        words = self._words.withColumnRenamed("document", "to_document")
        each = pairs.union(itself).join(words, "to_document")
        runs = self._by_bucket(each, self._bucket_of("document"), native.runs, ["document", "to_document", "words", "places"], _RUN)
        columns = ["document", "at", "words", "other", "other_at", "other_words"]
        stand = self._stand(self._by_bucket(runs, self._bucket_of("document"), native.passages, columns, _RUN))
        names = stand.where("origin and named").select("document", "at", "words")
        return self._keep(stand.join(names, ["document", "at", "words"], "left_anti"))

    @functools.cached_property
    def _near(self) -> DataFrame:
        """Passages of nearly the same words, with each place where they stand."""
        covered = self._verbatim.groupBy(F.col("other").alias("document")).agg(F.collect_list(F.struct("other_at", "other_words")).alias("covered"))
        none = F.array().cast("array<struct<other_at: bigint, other_words: bigint>>")
        given = self._words.join(covered, "document", "left").withColumn("covered", F.coalesce("covered", none))
        units = given.mapInArrow(_Map(native.cut_sentences, ["document", "words", "covered"], buckets=self._buckets), _UNITS)
        alike = self._alike(units, native.FOLLOWED[1])
        share = F.col("both").cast("double") / (F.col("size") + F.col("to_size") - F.col("both"))
        edges = self._keep(alike.withColumn("share", share).where(F.col("share") >= native.NEAR))
        followers = self._followers(edges, ["document", "at"])
        to_followers = followers.withColumnsRenamed({"document": "to_document", "at": "to_at"})
        best = edges.join(to_followers, ["to_document", "to_at"], "left_anti").groupBy("document", "at", "words").agg(
            F.min(F.struct((-F.col("share")).alias("share"), "to_document", "to_at", "to_words")).alias("best")
        )
        runs = best.select(
            F.col("best.to_document").alias("document"), F.col("best.to_at").alias("at"), F.col("best.to_words").alias("words"),
            F.col("document").alias("other"), F.col("at").alias("other_at"), F.col("words").alias("other_words"),
        )  # fmt: skip
        return self._stand(runs)

    @functools.cached_property
    def _echoed(self) -> DataFrame:
        """All passages with what they are, one row for each place."""
        both = self._verbatim.withColumn("near", F.lit(False)).unionByName(self._near.withColumn("near", F.lit(True)))
        return self._keep(self._by_bucket(both, self._bucket_of("document"), _echo, [], _ECHO))


def _first(rows: DataFrame, order: list[Column], most: int | None, number: str) -> DataFrame:
    """The first rows in this order, numbered from 1."""
    shown = rows if most is None else rows.orderBy(*order).limit(most)
    return shown.withColumn(number, F.row_number().over(Window.orderBy(*order)))


def _columns(work: Callable[..., native.Table], columns: list[str]) -> Callable[[pa.Table], pa.Table]:
    """A function of columns as one of a table, which is all that Spark takes for groups."""
    return lambda group: pa.table(work(*(group.column(c).to_pylist() for c in columns)) if columns else work(group))


def _echo(group: pa.Table) -> native.Table:
    return native.echo(group.to_pylist())


class _Map:
    """A function of columns on each batch."""

    def __init__(self, work: Callable[..., native.Table], columns: list[str], **known: Any) -> None:
        self.work, self.columns, self.known = work, columns, known

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            values = [_plain(batch.column(c)) for c in self.columns]
            yield from pa.table(self.work(*values, **self.known)).to_batches()


def _plain(column: Any) -> list[Any]:
    """The values, with rows inside lists as tuples."""
    values: list[Any] = column.to_pylist()
    if pa.types.is_list(column.type) and pa.types.is_struct(column.type.value_type):
        return [[tuple(row.values()) for row in value] for value in values]
    return values


class _Each:
    """The work on one partition of documents."""

    def __init__(self, work: Callable[..., pa.RecordBatch], fields: list[str], largest: int, options: Options) -> None:
        self.work, self.fields, self.largest, self.options = work, fields, largest, options

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        ready = engine(self.options)
        for batch in batches:
            for piece in pieces(batch):
                texts, wrong = texts_of(piece.column("text"), self.largest)
                ids = [written(value) or "" for value in piece.column("id").to_pylist()]
                fields = [(name, list(ids) if name == "id" else piece.column(name).to_pylist()) for name in self.fields]
                yield self.work(ready, texts, fields, wrong)


def _named(ready: native.Engine, texts: list[str | None], fields: list[tuple[str, list[str | None]]], wrong: dict[int, str]) -> pa.RecordBatch:
    batch = pa.RecordBatchReader.from_stream(native.named(ready, texts, fields)).read_next_batch()
    errors = pa.array([wrong.get(i, e) for i, e in enumerate(batch.column("error").to_pylist())], pa.string())
    return batch.set_column(1, "error", errors)


@functools.lru_cache(maxsize=1)
def _cast(ready: native.Engine, names: bytes, actors: bytes) -> native.Cast:
    """The actors of the corpus, made ready once in a process."""
    return native.Cast(ready, names, actors)


class _Pages:
    """Reads documents with the actors of the corpus."""

    def __init__(self, cast: tuple[bytes, bytes]) -> None:
        self.cast = cast

    def __call__(self, ready: native.Engine, texts: list[str | None], fields: list[tuple[str, list[str | None]]], wrong: dict[int, str]) -> pa.RecordBatch:
        made, claims = native.pages(ready, _cast(ready, *self.cast), texts, fields)
        batch, inside = (pa.RecordBatchReader.from_stream(x).read_next_batch() for x in (made, claims))
        offsets = [0]
        for count in claims.counts:
            offsets.append(offsets[-1] + count)
        return batch.append_column("claims", pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), inside.to_struct_array()))


def _add_names(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    names = native.Names()
    for batch in batches:
        names.see(batch.column("names").to_pylist())
    yield pa.RecordBatch.from_arrays([pa.array([names.stored()], pa.binary())], names=["sum"])


class _AddActors:
    """Counts the actors of one partition."""

    def __init__(self, names: bytes, options: Options) -> None:
        self.names, self.options = names, options

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        actors = native.Actors(engine(self.options), self.names)
        for batch in batches:
            actors.see(batch.column("document").to_pylist(), batch.column("names").to_pylist())
        yield pa.RecordBatch.from_arrays([pa.array([actors.stored()], pa.binary())], names=["sum"])
