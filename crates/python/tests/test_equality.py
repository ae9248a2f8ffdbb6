"""The package says what the program says, byte for byte."""

import csv
import io
import json
import subprocess
import sys

import pytest

import slantscope


def dumped(value):
    """JSON as the program writes it, by Python's own writer; a difference of any value, type or order shows."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


ODD = [
    {"id": "empty", "text": "   "},
    {"id": "none", "text": None},
    {"id": "french", "text": "Le gouvernement a annoncé hier que les nouvelles mesures seraient appliquées dès la semaine prochaine. " * 6},
    {"id": "short", "text": "It rained."},
    {"id": "letters", "text": "A \U0001f30a wave \u2014 “the worst,” she said \u2014 struck at 3.50 p.m.\r\n\r\nÉmile paid $4.2 million, about 12 %."},
]


@pytest.fixture(scope="module")
def both(corpus, program, lines):
    rows = corpus + ODD
    _, out, _ = program("check", "--format", "jsonl", "--input-format", "jsonl", "-", stdin=lines(rows))
    return rows, out.splitlines()


def test_dicts_are_the_programs_json(both):
    rows, written = both
    columns = {name: [row.get(name) for row in rows] for name in ("id", "source", "title")}
    engine = slantscope._options.engine({})
    got = engine.records([r["text"] for r in rows], list(columns.items()), 1, 2)
    assert [dumped(d) for d in got] == written


def test_one_text_is_the_same(both):
    rows, written = both
    for row, line in zip(rows, written, strict=True):
        if json.loads(line)["type"] == "result":
            known = {k: v for k, v in row.items() if k != "text"}
            assert dumped(slantscope.analyze(row["text"], **known)) == line
        else:
            with pytest.raises(slantscope.SlantscopeError) as e:
                slantscope.analyze(row["text"], id=row["id"])
            assert str(e.value) == json.loads(line)["error"]


@pytest.mark.parametrize("threads", [1, 2, 7])
def test_many_texts_are_the_same_on_any_number_of_threads(both, threads):
    rows, written = both
    got = slantscope.analyze_many([r["text"] for r in rows], [r["id"] for r in rows], threads=threads)
    for mine, line in zip(got, written, strict=True):
        theirs = json.loads(line)
        for key in ("source", "source_from", "title"):
            mine.pop(key, None), theirs.pop(key, None)
        assert dumped(mine) == dumped(theirs)


def test_the_module_is_the_program(program, corpus, lines):
    stdin = lines(corpus)
    for arguments in (["check", "--format", "jsonl", "--input-format", "jsonl", "-"], ["explain", "loaded"], ["check", "nowhere.txt"], ["--help"], ["chek"]):
        done = subprocess.run([sys.executable, "-m", "slantscope", *arguments], input=stdin.encode(), capture_output=True, check=False)
        assert (done.returncode, done.stdout.decode(), done.stderr.decode()) == program(*arguments, stdin=stdin)


@pytest.mark.parametrize("name", ["marks", "families", "figures", "attributions", "sentences", "quotes", "citations", "scores"])
def test_tables_are_the_programs_tables(name, corpus, program, lines, tmp_path):
    (tmp_path / "all.jsonl").write_text(lines(corpus), encoding="utf-8")
    assert program("report", "all.jsonl", "--out", "out", cwd=tmp_path)[0] == 0
    file = tmp_path / "out/tables" / f"{'documents' if name == 'scores' else name}.csv"
    theirs = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"), newline="")))
    mine = getattr(slantscope, name)(corpus)
    assert len(mine) == len(theirs) > 0
    if name == "families":
        # a report puts the families that are frequent in the whole corpus first
        mine, theirs = (sorted(rows, key=lambda r: (r["document"], r["family"])) for rows in (mine, theirs))
    # what only a report of files knows, and what only rows say
    known = [c for c in theirs[0] if c not in ("path", "corpus_perspective")]
    assert [c for c in mine[0] if c != "error"] == known
    for m, t in zip(mine, theirs, strict=True):
        for column in known:
            assert cell(m[column], t[column]), (column, m[column], t[column])


def cell(mine, theirs):
    """Whether a value is what the cell says; a spreadsheet's guard before a formula is no part of it."""
    if mine is None:
        return theirs == ""
    if isinstance(mine, bool):
        return theirs == str(mine).lower()
    if isinstance(mine, (int, float)):
        return float(theirs) == mine
    return theirs in (mine, "'" + mine)
