"""Spark on a real standalone cluster: the program's numbers, nothing lost and nothing doubled, and what it costs."""

import csv
import io
import json
import os
import random
import sys
import threading
import time

import pyarrow
import pyarrow.parquet
import pytest
from cluster import Cluster, Meter
from conftest import documents, number, readme, value
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

import slantscope
from slantscope import spark as ours
from slantscope._options import engine

#: How many documents the cluster is given; 50,000 where it is measured.
DOCUMENTS = int(os.environ.get("SLANTSCOPE_SPARK_DOCUMENTS", "3000"))
FILES = 32
TABLES = ("scores", "marks", "figures", "parts")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        cluster.add_worker()
        yield cluster
    finally:
        cluster.stop()


@pytest.fixture(scope="module")
def session(cluster):
    # the driver says which Python the executors run
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    session = (
        SparkSession.builder.master(cluster.url)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.executor.memory", "1g")
        .config("spark.executor.cores", "1")
        .config("spark.sql.shuffle.partitions", "8")
        .config("spark.sql.warehouse.dir", str(cluster.folder / "warehouse"))
        .config("spark.sql.files.maxPartitionBytes", "8m")
        .config("spark.sql.files.openCostInBytes", "4m")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def malformed(every):
    """Rows that cannot be analysed."""
    wrong = [None, b"   ", b"A line in Latin-1: caf\xe9.", ("Le conseil a décidé hier que les nouvelles mesures seraient appliquées. " * 8).encode()]
    return [{"id": f"x{i}", "source": "Paper 00", "text": wrong[i % len(wrong)]} for i in range(every)]


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """The documents as Parquet files, with malformed rows and one document of ten megabytes among them."""
    folder = tmp_path_factory.mktemp("articles")
    rows = [{**d, "text": d["text"].encode()} for d in documents(DOCUMENTS)] + malformed(40)
    large = "\n\n".join(d["text"] for d in documents(2800, seed=2)).encode()
    assert len(large) > 10_000_000
    rows.insert(len(rows) // 2, {"id": "large", "source": "Paper 01", "text": large[:10_000_000].rsplit(b" ", 1)[0]})
    size = -(-len(rows) // FILES)
    for i in range(FILES):
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows[i * size : (i + 1) * size]), folder / f"part-{i:03}.parquet")
    return folder, rows


@pytest.fixture(scope="module")
def local(stored):
    """The same documents without Spark: their scores, marks and figures, and the CPU seconds of the analysis."""
    began = time.process_time()
    work = ours._Each(list(TABLES), ["id", "source"], slantscope._slantscope.LARGEST, {})
    # tables that are thrown away at once: what the engine and its Arrow tables cost
    kept, counts = [], {"marks": 0, "figures": 0}
    for path in sorted(stored[0].glob("*.parquet")):
        for batch in pyarrow.parquet.read_table(path).select(["text", "id", "source"]).to_batches():
            for made in work([batch]):
                kept.append(made.select(["document", "bytes", "error", "scores"]))
                for name in counts:
                    counts[name] += sum(len(x) for x in made.column(name))
    return pyarrow.Table.from_batches(kept), counts, time.process_time() - began


def wait_for_executors(session, n):
    end = time.time() + 120
    while session.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1 != n:
        assert time.time() < end, f"there are not {n} executors"
        time.sleep(0.2)


def run(session, stored, out):
    frame = ours.analyze(session.read.parquet(str(stored[0])), tables=TABLES)
    frame.write.mode("overwrite").parquet(str(out))
    return session.read.parquet(str(out))


def by_document(table):
    return {row["document"]: row for row in table.to_pylist()}


def assert_whole(analyzed, stored, local):
    """Every document is there once, with the numbers that it has without Spark."""
    expected, counts, _ = local
    got = analyzed.select("document", "bytes", "error", "scores").toArrow()
    assert got.num_rows == len(stored[1]) == len(by_document(got))
    assert by_document(got) == by_document(expected)
    for name, n in counts.items():
        assert ours.table(analyzed, name).count() == n


def told(meter, stored, executors, local, out, analyzed):
    """Prints what a run cost."""
    size = sum(len(r["text"] or b"") for r in stored[1]) / 1e6
    n, own = len(stored[1]), local[2]
    peak = max(meter.peak.values()) / 2**20
    written = sum(p.stat().st_size for p in out.glob("*.parquet"))
    part = analyzed.select(F.avg(F.length("parts.part"))).first()[0]
    print(
        f"\nanalyze: {n} documents, {size:.1f} MB, {executors} executor(s): {meter.seconds:.1f} CPU s, {meter.wall:.1f} s; "
        f"{n / meter.seconds:.0f} documents and {size / meter.seconds:.2f} MB a CPU second; peak memory of an executor {peak:.0f} MiB; "
        f"ours {own:.1f} CPU s ({100 * own / meter.seconds:.0f} %), Spark's {meter.seconds - own:.1f}; "
        f"written {written / n:.0f} bytes a document (its part {part:.0f} before compression)",
        flush=True,
    )


def test_one_executor(cluster, session, stored, local, capsys):
    wait_for_executors(session, 1)
    ours.analyze(session.createDataFrame([("a", "It rained.")], "id string, text string")).count()
    with Meter(cluster.workers) as meter:
        analyzed = run(session, stored, cluster.folder / "one")
    with capsys.disabled():
        told(meter, stored, 1, local, cluster.folder / "one", analyzed)
    assert_whole(analyzed, stored, local)
    # the document of ten megabytes is seen: in the log when its turn comes, and in the table
    assert 'slantscope: document "large" has 10.0 MB' in cluster.executor_logs()
    assert [r["document"] for r in analyzed.where("bytes > 1000000").collect()] == ["large"]


def test_malformed_rows_are_error_rows(cluster, session, stored):
    errors = {r["document"]: r["error"] for r in ours.errors(session.read.parquet(str(cluster.folder / "one"))).collect()}
    assert len(errors) == 40
    assert errors["x0"].startswith('The record has no "text"')
    assert errors["x1"].startswith('The field "text" is empty')
    assert errors["x2"] == "The text is not UTF-8 (byte 22 of it). Convert it to UTF-8."
    assert errors["x3"].startswith("The text is in French")


def test_two_executors(cluster, session, stored, local, capsys):
    cluster.add_worker()
    wait_for_executors(session, 2)
    ours.analyze(session.createDataFrame([("a", "It rained.")] * 8, "id string, text string").repartition(8)).count()
    with Meter(cluster.workers) as meter:
        analyzed = run(session, stored, cluster.folder / "two")
    with capsys.disabled():
        told(meter, stored, 2, local, cluster.folder / "two", analyzed)
    assert_whole(analyzed, stored, local)


def test_a_killed_worker_loses_and_doubles_nothing(cluster, session, stored, local):
    outcome = {}

    def work():
        try:
            outcome["analyzed"] = run(session, stored, cluster.folder / "killed")
        except Exception as e:
            outcome["failed"] = e

    thread = threading.Thread(target=work)
    thread.start()
    tracker = session.sparkContext.statusTracker()

    def progress():
        stages = [tracker.getStageInfo(s) for s in tracker.getActiveStageIds()]
        return max(((s.numCompletedTasks, s.numTasks) for s in stages if s and s.numTasks > 8), default=(0, 0))

    while progress()[0] < 4 and thread.is_alive():
        time.sleep(0.02)
    finished, tasks = progress()
    assert 4 <= finished < tasks, "the worker is to be killed in the middle of the work"
    cluster.kill(cluster.workers[-1])
    thread.join()
    assert "failed" not in outcome, outcome["failed"]
    wait_for_executors(session, 1)
    assert_whole(outcome["analyzed"], stored, local)


def test_profiles_of_sources_are_the_reports(cluster, session, program, lines, tmp_path):
    rows = [*documents(120, seed=3)]
    rows += [{"id": "e1", "source": "Alone", "text": rows[0]["text"]}, {"id": "e2", "text": rows[1]["text"]}, {"id": "e3", "source": "Paper 01", "text": " "}]
    (tmp_path / "all.jsonl").write_text(lines(rows), encoding="utf-8")
    program("report", "all.jsonl", "--out", "out", cwd=tmp_path)
    theirs = json.loads((tmp_path / "out/report.json").read_text(encoding="utf-8"))["sources"]
    random.Random(4).shuffle(rows)
    frame = session.createDataFrame([(r["id"], r.get("source"), r["text"]) for r in rows], "id string, source string, text string").repartition(6)
    profiles = ours.sources(ours.analyze(frame, tables=["parts"]))
    assert ours.table(profiles, "families").columns[:2] == ["source", "family"]
    mine = {r["source"]: r.asDict(recursive=True) for r in profiles.collect()}
    assert sorted(mine) == [s["name"] for s in theirs]
    for s in theirs:
        m, scores = mine[s["name"]], s["scores"]
        assert (m["documents"], m["named_by"]) == (len(s["documents"]), s["named_by"])
        assert [m[f"words{w}"] for w in ("", "_own", "_quoted", "_reported", "_self", "_furniture")] == [
            scores["words"][w] for w in ("total", "own", "quoted", "reported", "self", "boilerplate")
        ]
        measures = [k for k, v in scores.items() if isinstance(v, dict) and "unit" in v]
        assert len(measures) == 11
        for name in measures:
            assert same(m, name, scores[name]), name
        families = {f["family"]: f for f in m["families"]}
        assert sorted(families) == sorted(scores["families"])
        for name, f in scores["families"].items():
            got = families[name]
            assert (got["marks_own"], got["marks_elsewhere"], got["weight"]) == (f["marks"], f["elsewhere"], f["weight"])
            assert [got["density"], got["density_low"], got["density_high"]] == [f["density"]["value"], *(f["density"]["interval"] or [None, None])]
        classes = {c["class"]: c for c in m["classes"]}
        assert sorted(classes) == sorted(scores["source_classes"])
        assert all(same(classes[name], "share", c) for name, c in scores["source_classes"].items())


def same(row, name, measure):
    low, high = measure["interval"] or [None, None]
    mine = [row[name], row[f"{name}_low"], row[f"{name}_high"], row[f"{name}_n"], row[f"{name}_count"]]
    return mine == [measure["value"], low, high, measure["n"], measure["count"]]


@pytest.mark.parametrize("grouped", [False, True])
def test_what_a_group_shows_together_is_the_reports(grouped, session, program, lines, tmp_path, corpus):
    frame = session.createDataFrame([(r["id"], r["source"], r["id"].split("-")[0], r["text"]) for r in corpus], "id string, source string, story string, text string")
    tables = ("ledger", "echoes", "perspective")
    frame = frame.union(session.createDataFrame([("empty", "Paper 9", "mixed", " ")], frame.schema))
    made = ours.compare(frame.repartition(4), by="story" if grouped else (), tables=tables)
    assert [r["failed"] for r in made.select("failed").collect() if r["failed"]] == [["empty"]]
    assert made.agg(F.sum("documents")).first()[0] == len(corpus)
    for story in ("mixed", "movement") if grouped else (None,):
        rows = [{k: r[k] for k in ("id", "source", "text")} for r in corpus if not story or r["id"].startswith(story)]
        (tmp_path / f"{story}.jsonl").write_text(lines(rows), encoding="utf-8")
        program("report", f"{story}.jsonl", "--out", f"out-{story}", cwd=tmp_path)
        for name in tables:
            theirs = list(csv.DictReader(io.StringIO((tmp_path / f"out-{story}/tables/{name}.csv").read_text(encoding="utf-8"), newline="")))
            flat = ours.table(made, name)
            got = [r.asDict() for r in (flat.where(F.col("story") == story) if story else flat).collect()]
            assert len(got) == len(theirs), name
            assert story or theirs, name
            for m, t in zip(got, theirs, strict=True):
                assert all(value(m[c]) == number(t[c]) for c in m if c != "story"), (m, t)


def test_a_corpus_in_pieces_on_the_cluster_is_the_report(cluster, session, program, lines, tmp_path):
    rows = [{k: r[k] for k in ("id", "source", "text")} for r in documents(150, seed=5)]
    (tmp_path / "all.jsonl").write_text(lines(rows), encoding="utf-8")
    program("report", "all.jsonl", "--out", "out", cwd=tmp_path)
    random.Random(6).shuffle(rows)
    frame = session.createDataFrame([(r["id"], r["source"], r["text"]) for r in rows], "id string, source string, text string").repartition(6)
    pieces = ours.Corpus(frame, work=str(cluster.folder / "work"))
    for name, made in (("ledger", pieces.ledger()), ("echoes", pieces.echoes())):
        theirs = list(csv.DictReader(io.StringIO((tmp_path / f"out/tables/{name}.csv").read_text(encoding="utf-8"), newline="")))
        got = [r.asDict() for r in made.collect()]
        assert len(got) == len(theirs) > 100
        assert all({c: value(m[c]) for c in m} == {c: number(t[c]) for c in m} for m, t in zip(got, theirs, strict=True)), name


def test_the_readme_runs(session, tmp_path, corpus):
    articles = session.createDataFrame([(r["id"], r["source"], "one", r["text"]) for r in corpus], "id string, source string, story string, text string")
    block = readme(1)
    for name in ("analyzed", "work", "ledger", "echoes"):
        block = block.replace(f'"{name}")', f'{str(tmp_path / name)!r})')
    exec(block, {"articles": articles})
    assert session.read.parquet(str(tmp_path / "ledger")).count() and session.read.parquet(str(tmp_path / "echoes")).count()
    assert session.read.parquet(str(tmp_path / "analyzed")).count() == len(corpus)


def test_a_large_document_can_be_refused(session):
    frame = session.createDataFrame([("a", "It rained all night. " * 100), ("b", "It rained.")], "id string, text string")
    rows = {r["document"]: r["error"] for r in ours.analyze(frame, largest=1000).collect()}
    assert rows == {"a": "The text has 2100 bytes, and at most 1000 are read at once. Cut it into parts.", "b": None}


def test_tables_and_options_that_are_not_there_are_named(session):
    frame = session.createDataFrame([("a", "It rained.")], "id string, text string")
    with pytest.raises(slantscope.SlantscopeError, match='no table "mark" here; the tables are scores'):
        ours.analyze(frame, tables=["mark"])
    with pytest.raises(slantscope.SlantscopeError, match='made of the table "parts"'):
        ours.sources(ours.analyze(frame))
    assert engine({}) is engine({})
