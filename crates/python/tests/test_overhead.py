"""What the package costs beside the program, in CPU seconds on ten megabytes."""

import os
import subprocess
import sys

import pytest
from conftest import documents

READ = "import json, sys, slantscope; rows = [json.loads(line) for line in sys.stdin]; "
SCORES = READ + "slantscope.scores(rows, threads=1)"
DICTS = READ + "slantscope.analyze_many([r['text'] for r in rows], [r['id'] for r in rows], threads=1)"


@pytest.fixture(scope="module")
def ten_megabytes(tmp_path_factory, lines):
    path = tmp_path_factory.mktemp("overhead") / "all.jsonl"
    path.write_text(lines(documents(2700)), encoding="utf-8")
    assert path.stat().st_size > 10_000_000
    return path


def cpu(command, path):
    """CPU seconds of the better of two runs."""
    seconds = []
    for _ in range(2):
        before = os.times()
        with open(path, "rb") as stdin:
            subprocess.run(command, stdin=stdin, stdout=subprocess.DEVNULL, check=True)
        after = os.times()
        seconds.append(after.children_user + after.children_system - before.children_user - before.children_system)
    return min(seconds)


@pytest.mark.parametrize(("code", "limit"), [(SCORES, 1.5), (DICTS, 3.0)], ids=["scores", "dicts"])
def test_the_package_costs_little_more_than_the_program(code, limit, ten_megabytes, capsys):
    program = [sys.executable, "-m", "slantscope", "check", "--format", "jsonl", "--input-format", "jsonl", "--threads", "1", "-"]
    ours, theirs = cpu([sys.executable, "-c", code], ten_megabytes), cpu(program, ten_megabytes)
    with capsys.disabled():
        print(f"\npackage {ours:.2f} CPU s, program {theirs:.2f} CPU s, ratio {ours / theirs:.2f}")
    assert ours / theirs <= limit
