"""What the tests share: the sample articles as records, and the program itself."""

import json
import os
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = ROOT / "tests/samples"


def records() -> list[dict[str, str]]:
    """The sample articles as records, in order of their ids."""
    files = sorted(p for folder in ("movement", "mixed") for p in (SAMPLES / folder).glob("*.txt"))
    assert len(files) > 10
    row = lambda p: {"id": f"{p.parent.name}-{p.stem}", "source": f"Paper {p.stem[1]}", "title": p.stem, "text": p.read_text(encoding="utf-8")}
    return sorted(map(row, files), key=lambda r: r["id"])


def documents(n, seed=1):
    """Documents of a few thousand letters, made of the sentences of the samples in another order."""
    chance = random.Random(seed)
    paragraphs = [p for r in records() for p in r["text"].split("\n") if len(p) > 40]
    for i in range(n):
        text = "\n\n".join(" ".join(chance.sample(s := p.split(". "), len(s))) for p in chance.sample(paragraphs, 14))
        yield {"id": f"d{i:06}", "source": f"Paper {i % 20:02}", "text": text}


@pytest.fixture(scope="session")
def corpus() -> list[dict[str, str]]:
    return records()


@pytest.fixture(scope="session")
def program():
    """Runs the program: the binary that SLANTSCOPE_BIN names, else the installed command; gives code, output and errors."""
    binary = os.environ.get("SLANTSCOPE_BIN") or str(Path(sys.executable).with_name("slantscope"))

    def run(*arguments, stdin="", cwd=None):
        done = subprocess.run([binary, *map(str, arguments)], input=stdin.encode(), capture_output=True, cwd=cwd, check=False)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    return run


@pytest.fixture(scope="session")
def lines():
    """Records as JSON lines."""
    return lambda rows: "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def readme(number):
    """A block of Python out of the README."""
    return re.findall(r"```python\n(.*?)```", (ROOT / "crates/python/README.md").read_text(encoding="utf-8"), re.S)[number]


def value(x):
    """A cell of a frame as the table of a report has it."""
    return "" if x is None else str(x).lower() if isinstance(x, bool) else float(x) if isinstance(x, (int, float)) else number(x)


def number(cell):
    """A cell of a table."""
    try:
        return float(cell)
    except ValueError:
        return cell
