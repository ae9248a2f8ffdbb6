"""Columns and frames of every library, what is missing in them, options, and what goes wrong."""

import datetime
import json
import threading

import pandas
import polars
import pyarrow
import pytest

import slantscope
from slantscope import SlantscopeError

TEXTS = ["The regime fell, critics say.", None, "Officials say that 40 boats sank.", ""]
WANT = ["result", "error", "result", "error"]


def chunked():
    return pyarrow.chunked_array([pyarrow.array(TEXTS[:1]), pyarrow.array([], pyarrow.string()), pyarrow.array(TEXTS[1:])])


class Capsule:
    """A column that only shows itself as an Arrow stream."""

    def __arrow_c_stream__(self, requested_schema=None):
        return chunked().__arrow_c_stream__(requested_schema)


COLUMNS = {
    "list": TEXTS,
    "generator": None,
    "pandas": pandas.Series(TEXTS),
    "pandas objects": pandas.Series(TEXTS, dtype=object),
    "pandas arrow": pandas.Series(TEXTS, dtype="string[pyarrow]"),
    "pandas nan": pandas.Series([t if t is not None else float("nan") for t in TEXTS], dtype=object),
    "polars": polars.Series(TEXTS),
    "polars chunked": polars.concat([polars.Series(TEXTS[:2]), polars.Series(TEXTS[2:])], rechunk=False),
    "arrow": pyarrow.array(TEXTS),
    "arrow large": pyarrow.array(TEXTS, pyarrow.large_string()),
    "arrow view": pyarrow.array(TEXTS, pyarrow.string_view()),
    "arrow chunked": chunked(),
    "capsule": Capsule(),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_of_every_library(name):
    column = COLUMNS[name] if COLUMNS[name] is not None else (t for t in TEXTS)
    got = slantscope.analyze_many(column)
    assert [r["type"] for r in got] == WANT
    assert got == slantscope.analyze_many(TEXTS)


def frames(rows):
    data = {name: [row[name] for row in rows] for name in rows[0]}
    return {
        "pandas": pandas.DataFrame(data),
        "polars": polars.DataFrame(data),
        "pyarrow": pyarrow.table(data),
        "batch": pyarrow.record_batch(data),
    }


@pytest.mark.parametrize("kind", ["pandas", "polars", "pyarrow", "batch"])
@pytest.mark.parametrize("table", ["scores", "marks", "figures", "attributions", "families", "sentences", "quotes", "citations"])
def test_frames_come_back_in_their_kind(kind, table, corpus):
    frame = frames(corpus)[kind]
    got = getattr(slantscope, table)(frame)
    assert isinstance(got, {"pandas": pandas.DataFrame, "polars": polars.DataFrame}.get(kind, pyarrow.Table))
    rows = {"pandas": lambda f: pyarrow.Table.from_pandas(f).to_pylist(), "polars": lambda f: f.to_dicts()}.get(kind, lambda f: f.to_pylist())(got)
    assert rows == getattr(slantscope, table)(corpus)


def test_a_frame_without_rows_has_its_columns():
    empty = pandas.DataFrame({"id": [], "text": []})
    assert list(slantscope.marks(empty).columns)[:3] == ["document", "sentence_number", "char_start"]
    assert len(slantscope.scores(empty)) == 0


def test_batches_do_not_show():
    texts = [f"The regime fell {i} times." for i in range(1000)]
    rows = slantscope.scores([{"id": i, "text": t} for i, t in enumerate(texts)])
    assert [r["document"] for r in rows] == [str(i) for i in range(1000)]
    assert [r["id"] for r in slantscope.analyze_many(iter(texts))][-1] == "text-1000"


def test_columns_that_describe_a_document_are_read():
    frame = polars.DataFrame({"key": [7], "body": ["It rained."], "source": ["Harbour Daily"], "date": [datetime.date(2031, 3, 8)], "other": [1]})
    [row] = slantscope.scores(frame, text="body", id="key").to_dicts()
    assert (row["document"], row["source"], row["source_from"], row["date"]) == ("7", "Harbour Daily", "the record", "2031-03-08")


def test_a_column_that_is_not_there_is_named():
    with pytest.raises(SlantscopeError, match='no column "id"; its columns are text'):
        slantscope.scores(pandas.DataFrame({"text": ["It rained."]}))
    assert slantscope.scores(pandas.DataFrame({"text": ["It rained."]}), id=None)["document"].tolist() == ["text-1"]


def test_what_is_no_text_is_refused():
    with pytest.raises(TypeError, match="a text is a str or None, and this is int: 5"):
        slantscope.analyze_many(["It rained.", 5])
    with pytest.raises(TypeError, match="there is no option 'treads'"):
        slantscope.analyze("It rained.", treads=2)
    with pytest.raises(SlantscopeError, match="threads=0: 0 is not in 1..=256"):
        slantscope.analyze_many(["It rained."], threads=0)


def test_errors_are_the_programs_sentences(program, tmp_path):
    for options, arguments in [
        ({"lexicon": "nowhere"}, ["--lexicon=nowhere"]),
        ({"family": "loadde"}, ["--family=loadde"]),
        ({"config": "nowhere.toml"}, ["--config=nowhere.toml"]),
        ({"ignore_file": "nowhere.toml"}, ["--ignore-file=nowhere.toml"]),
    ]:
        with pytest.raises(SlantscopeError) as e:
            slantscope.analyze("It rained.", **options)
        code, _, said = program("check", *arguments, "-", "--format", "jsonl", stdin="It rained.")
        assert code == 2 and said.strip() == f"slantscope: {e.value}"


RULE = """
id = "loaded.harbour"
title = "Loaded words of the harbour dispute"
status = "preview"
what = "Words that one side of the harbour dispute uses for the other."
why = "A name for the other side can carry a judgment that no sentence states."
limits = "Fishermen use some of these words among themselves without any charge."
ask = "What would the other side call the same people?"
sources = ["recasens2013"]

[match]
terms = ["quay rat/n"]
unless = ["the play Quay Rats"]

[score]
weight = 0.5
polarity = "neg"

[test]
hit = ["The {quay rats} came at night.", "No {quay rat} will board this ship."]
miss = ["She saw the play Quay Rats in May.", "A levy of two crowns is due."]
"""


def test_packs_and_configuration_hold_as_for_the_program(program, lines, tmp_path, monkeypatch):
    (tmp_path / "rules/loaded").mkdir(parents=True)
    (tmp_path / "rules/loaded/harbour.toml").write_text(RULE, encoding="utf-8")
    (tmp_path / "slantscope.toml").write_text('lexicon = ["rules"]\n', encoding="utf-8")
    (tmp_path / "slantscope-ignore.toml").write_text('[[ignore]]\nwords = "regime"\nreason = "agreed"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    row = {"id": "a1", "text": "The quay rats of the regime came at night. Everyone knows it."}
    _, out, _ = program("check", "--format", "jsonl", "--input-format", "jsonl", "-", stdin=lines([row]))
    got = slantscope.analyze(row["text"], id="a1")
    assert got == json.loads(out)
    assert "loaded.harbour" in {m["rule"] for m in got["marks"]} and got["input"] == {"ignored_marks": 1}
    plain = slantscope.analyze(row["text"], id="a1", no_config=True, lexicon=[tmp_path / "rules"], family=["loaded"])
    assert {m["family"] for m in plain["marks"]} == {"loaded"}
    # the rules are read once, until they are to be read again
    (tmp_path / "slantscope.toml").write_text("", encoding="utf-8")
    assert slantscope.analyze(row["text"], id="a1") == got
    slantscope.reload()
    assert "loaded.harbour" not in {m["rule"] for m in slantscope.analyze(row["text"], id="a1")["marks"]}
    slantscope.reload()


def test_other_threads_run_during_the_analysis(corpus):
    text, ticks, done = corpus[0]["text"] * 200, [], threading.Event()

    def tick():
        while not done.wait(0.001):
            ticks.append(1)

    other = threading.Thread(target=tick)
    other.start()
    slantscope.scores([{"id": "long", "text": text}], threads=1)
    done.set()
    other.join()
    assert len(ticks) > 20


def test_a_report_is_the_programs_report(program, tmp_path, corpus, lines):
    (tmp_path / "all.jsonl").write_text(lines(corpus), encoding="utf-8")
    page = slantscope.report(tmp_path / "all.jsonl", tmp_path / "mine", title="All")
    program("report", tmp_path / "all.jsonl", "--out", tmp_path / "theirs", "--title", "All")
    files = lambda name: {p.relative_to(tmp_path / name): p.read_bytes() for p in (tmp_path / name).rglob("*") if p.is_file()}
    assert page.is_file() and files("mine") == files("theirs")


def test_a_report_tells_what_it_could_not_read(tmp_path):
    (tmp_path / "a.txt").write_text("The regime fell, critics say.", encoding="utf-8")
    with pytest.warns(UserWarning, match="There is no such file or folder"):
        assert slantscope.report([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "out").is_file()
    with pytest.raises(SlantscopeError, match="no document could be analysed"):
        slantscope.report(tmp_path / "b.txt", tmp_path / "none")


def test_a_handout_is_the_programs_handout(program, tmp_path, corpus):
    (tmp_path / "a.txt").write_text(corpus[0]["text"], encoding="utf-8")
    for name in ("sheet.html", "sheet.docx"):
        slantscope.handout(tmp_path / "a.txt", tmp_path / name, key=True, level="upper", questions=4)
        program("handout", tmp_path / "a.txt", "--out", tmp_path / f"their-{name}", "--key", "--level", "upper", "--questions", "4")
        assert (tmp_path / name).read_bytes() == (tmp_path / f"their-{name}").read_bytes()
    with pytest.raises(SlantscopeError, match="7"):
        slantscope.handout(tmp_path / "a.txt", tmp_path / "sheet.html", questions=9)
