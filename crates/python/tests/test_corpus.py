"""A corpus in pieces: its ledger and its echoes are those of `slantscope report`, however documents and work are cut."""

import csv
import io
import json
import os
import random
import subprocess
import sys

import pytest
from conftest import ROOT, number, value
from pyspark.sql import SparkSession

from slantscope.spark import Corpus


@pytest.fixture(scope="module")
def spark():
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def generated(n):
    """Articles of few sentences with other numbers and names, so that claims and passages recur more often than any index follows;
    among them copies, copies with a word changed, halves of another, one speech that many quote, and one foot under many."""
    made = subprocess.run([sys.executable, ROOT / "tests/generate.py", str(n), "8"], capture_output=True, check=True).stdout.decode()
    rows = [{k: r[k] for k in ("id", "source", "text")} for r in map(json.loads, made.splitlines())]
    speech = (
        "“We shall count every single letter in this hall before the ferry leaves on Friday, and whoever wants to see us count them "
        "may stand beside the table until the last of them lies in the box,” said Petra Solvane."
    )
    foot = "All that is printed here was set by hand beside the quay."
    story = (
        "On 14 March 2031, the Harbour League founded its school in Dunlow. The school was founded on 14 March 2031 by the Harbour League. "
        "Some 400 people were killed in the storm at Dunlow in 2031, the Harbour League said. The Harbour League is the largest movement on the coast."
    )
    for i in range(0, n, 9):
        rows.append({**rows[i], "id": f"copy{i}"})
        rows.append({"id": f"edit{i}", "source": "Wire", "text": rows[i]["text"].replace("storm", "gale")})
        rows.append({"id": f"half{i}", "source": None, "text": rows[i]["text"][: len(rows[i]["text"]) // 2].rsplit(" ", 1)[0] + f" {speech} It rained."})
        rows.append({"id": f"foot{i}", "source": "Gazette", "text": f"{rows[i + 2]['text']}\n\n{rows[i + 3]['text']}\n\n{foot}"})
        later = story.replace("14", str(14 + i % 2)).replace("400", str(400 + 10 * (i % 3))).replace("the largest", ["the largest", "one of the largest"][i % 2])
        rows.append({"id": f"story{i}", "source": f"Paper {i % 4}", "text": f"{rows[i + 1]['text']}\n\n{later}"})
    return sorted(rows, key=lambda r: r["id"])


def reported(program, lines, rows, folder, name):
    """A table of the report on these rows."""
    if not (folder / "out").exists():
        (folder / "all.jsonl").write_text(lines([{k: v for k, v in r.items() if v} for r in rows]), encoding="utf-8")
        code, _, said = program("report", "all.jsonl", "--out", "out", cwd=folder)
        assert (folder / "out/tables").exists(), (code, said)
    return list(csv.DictReader(io.StringIO((folder / f"out/tables/{name}.csv").read_text(encoding="utf-8"), newline="")))


def assert_same(frame, theirs):
    got = [r.asDict() for r in frame.collect()]
    for m, t in zip(got, theirs, strict=False):
        assert {c: value(m[c]) for c in m} == {c: number(t[c]) for c in m}
    assert len(got) == len(theirs)


def frame_of(spark, rows, partitions):
    rows = list(rows)
    random.Random(partitions).shuffle(rows)
    return spark.createDataFrame([(r["id"], r["source"], r["text"]) for r in rows], "id string, source string, text string").repartition(partitions)


def both(program, lines, rows, folder):
    return rows, {name: reported(program, lines, rows, folder, name) for name in ("ledger", "echoes")}


@pytest.fixture(scope="module")
def large(program, lines, tmp_path_factory):
    return both(program, lines, generated(240), tmp_path_factory.mktemp("generated"))


@pytest.mark.parametrize(("partitions", "buckets"), [(1, 1), (3, 8), (8, 3)])
def test_a_corpus_in_pieces_is_the_report(partitions, buckets, spark, large):
    rows, theirs = large
    assert len({e["echo"] for e in theirs["echoes"]}) == 200, "there is more than a report shows"
    assert max(int(e["documents"]) for e in theirs["echoes"]) > 50, "and more places than it shows of one passage"
    assert any(int(g["independent"]) < len({(x["document"], x["sentence_number"]) for x in theirs["ledger"] if x["group"] == g["group"]}) for g in theirs["ledger"])
    corpus = Corpus(frame_of(spark, rows, partitions), buckets=buckets)
    assert_same(corpus.ledger(), theirs["ledger"])
    assert_same(corpus.echoes(), theirs["echoes"])


def test_all_kinds_of_groups_and_passages_are_the_reports(spark, program, lines, tmp_path):
    rows, theirs = both(program, lines, generated(27), tmp_path)
    assert {g["kind"] for g in theirs["ledger"]} == {"figure", "date", "ranking"}
    assert len({e["kind"] for e in theirs["echoes"]}) == 3
    assert {e["verbatim"] for e in theirs["echoes"]} == {"true", "false"}
    corpus = Corpus(frame_of(spark, rows, 3), work=str(tmp_path / "work"))
    assert_same(corpus.ledger(most=None), theirs["ledger"])
    assert_same(corpus.echoes(most=None), theirs["echoes"])
    assert_same(corpus.ledger(most=2), [g for g in theirs["ledger"] if int(g["group"]) <= 2])
    assert_same(corpus.echoes(most=2), [e for e in theirs["echoes"] if int(e["echo"]) <= 2])


def test_the_samples_in_pieces_are_the_report(spark, program, lines, corpus, tmp_path):
    rows = [{k: r[k] for k in ("id", "source", "text")} for r in corpus]
    theirs = {name: reported(program, lines, rows, tmp_path, name) for name in ("ledger", "echoes")}
    assert theirs["ledger"]
    assert theirs["echoes"]
    wrong = [{"id": "blank", "source": "Paper 9", "text": " "}, {"id": None, "source": None, "text": rows[0]["text"]}]
    pieces = Corpus(frame_of(spark, rows + wrong, 3))
    assert_same(pieces.ledger(), theirs["ledger"])
    assert_same(pieces.echoes(), theirs["echoes"])
    errors = {r["document"]: r["error"] for r in pieces.errors().collect()}
    assert sorted(errors, key=str) == [None, "blank"]
    assert errors["blank"].startswith('The field "text" is empty')
    assert errors[None].startswith("The row has no id")
