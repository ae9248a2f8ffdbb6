"""Shows, mark by mark, how texts try to persuade and on whose word they rely.

>>> import slantscope
>>> result = slantscope.analyze("The regime hanged 120,000 people, critics say.")
>>> [(mark["family"], mark["exact"]) for mark in result["marks"]][:1]
[('loaded', 'regime')]

Every function takes the options of `slantscope check` as keywords (`lexicon=`, `any_language=`, `family=`, `config=` ...), reads
`slantscope.toml` as the program does, and gives the program's own numbers.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from slantscope import _columns
from slantscope._options import Options, arguments, engine, reload, threads
from slantscope._slantscope import VERSION as __version__
from slantscope._slantscope import SlantscopeError

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from slantscope._options import Paths

__all__ = [
    "Options",
    "SlantscopeError",
    "__version__",
    "analyze",
    "analyze_many",
    "attributions",
    "citations",
    "families",
    "figures",
    "handout",
    "marks",
    "quotes",
    "reload",
    "report",
    "scores",
    "sentences",
]

Frame = TypeVar("Frame")


def analyze(
    text: str,
    *,
    id: str | None = None,
    source: str | None = None,
    title: str | None = None,
    author: str | None = None,
    date: str | None = None,
    url: str | None = None,
    genre: str | None = None,
    **options: Unpack[Options],
) -> dict[str, Any]:
    """Everything found in one text: what `slantscope check --format jsonl` writes for a record with these fields.

    Raises `SlantscopeError` where the text cannot be analysed.

    >>> result = analyze("Officials say that 40 boats sank.", id="a1", source="Harbour Daily")
    >>> result["id"], result["figures"][0]["exact"], result["figures"][0]["source"]
    ('a1', '40', 'Officials')
    >>> analyze("")
    Traceback (most recent call last):
    slantscope.SlantscopeError: The field "text" is empty. Put the words of the document into it, or leave the line out.
    """
    known = {"id": id, "source": source, "title": title, "author": author, "date": date, "url": url, "genre": genre}
    [result] = engine(options).records([text], [(name, [value]) for name, value in known.items() if value is not None], 1, 1)
    if result["type"] == "error":
        raise SlantscopeError(result["error"])
    return result


def analyze_many(texts: Iterable[str | None], ids: Iterable[object] | None = None, **options: Unpack[Options]) -> list[dict[str, Any]]:
    """The same for many texts: a list, or a column of pandas, Polars or Arrow.

    There are as many results as texts; where a text cannot be analysed, its result has the type "error" and says why.

    >>> [(r["id"], r["type"]) for r in analyze_many(["It rained all night.", None])]
    [('text-1', 'result'), ('text-2', 'error')]
    """
    ready, at_once = engine(options), threads(options)
    fields = {} if ids is None else {"id": _columns.values(ids)}
    out: list[dict[str, Any]] = []
    # the collector would walk over all results again and again, and none of them is garbage
    collects = gc.isenabled()
    gc.disable()
    try:
        for batch in _columns.batches(_columns.values(texts), fields):
            out += ready.records(*batch, len(out) + 1, at_once)
    finally:
        if collects:
            gc.enable()
    return out


def _table(name: str, df: Any, text: str, id: str | None, options: Options) -> Any:
    ready, at_once, first = engine(options), threads(options), 1
    parts = []
    for batch in _columns.batches(*_columns.columns(df, text, id)):
        parts += ready.tables(*batch, first, at_once, [name])
        first += len(batch[0])
    return _columns.framed(_columns.kind(df), parts)


def scores(df: Frame, text: str = "text", id: str | None = "id", **options: Unpack[Options]) -> Frame:
    """One row a document: its words by voice and its measures, each with interval, n and count; `error` says why a row has none.

    The frame comes back in the kind it was given in: pandas, Polars, Arrow, or a list of dicts. Its columns are those of the
    program's `documents.csv`; columns named source, title, author, date, url and genre are read as the program reads them.

    >>> rows = scores([{"id": "a1", "text": "It rained all night.", "source": "Harbour Daily"}, {"id": "a2", "text": None}])
    >>> rows[0]["source"], rows[0]["words"], rows[1]["error"]
    ('Harbour Daily', 4, 'The record has no "text". Give every line the field "text" with the words of the document.')
    """
    return _table("scores", df, text, id, options)  # type: ignore[no-any-return]


def marks(df: Frame, text: str = "text", id: str | None = "id", **options: Unpack[Options]) -> Frame:
    """One row a mark, with its place, family, rule, voice and weight: the columns of the program's `marks.csv`.

    >>> [row["exact"] for row in marks(["The regime fell."], id=None)]
    ['regime']
    """
    return _table("marks", df, text, id, options)  # type: ignore[no-any-return]


def figures(df: Frame, text: str = "text", id: str | None = "id", **options: Unpack[Options]) -> Frame:
    """One row a figure, with who vouches for it: the columns of the program's `figures.csv`.

    >>> [(row["exact"], row["source"]) for row in figures(["Officials say that 40 boats sank."], id=None)]
    [('40', 'Officials')]
    """
    return _table("figures", df, text, id, options)  # type: ignore[no-any-return]


def attributions(df: Frame, text: str = "text", id: str | None = "id", **options: Unpack[Options]) -> Frame:
    """One row an attribution: source, cue and content: the columns of the program's `attributions.csv`.

    >>> [(row["source"], row["cue"]) for row in attributions(["Officials say that 40 boats sank."], id=None)]
    [('Officials', 'say')]
    """
    return _table("attributions", df, text, id, options)  # type: ignore[no-any-return]


def families(df: Frame, text: str = "text", id: str | None = "id", **options: Unpack[Options]) -> Frame:
    """One row a document and family that occurs in it: the columns of the program's `families.csv`.

    >>> [(row["family"], row["marks_own"]) for row in families(["The regime fell."], id=None)]
    [('loaded', 1)]
    """
    return _table("families", df, text, id, options)  # type: ignore[no-any-return]


def sentences(df: Frame, text: str = "text", id: str | None = "id", **options: Unpack[Options]) -> Frame:
    """One row a sentence, with what the two sentence models say: the columns of the program's `sentences.csv`.

    >>> [row["text"] for row in sentences(["It rained. The boats stayed in."], id=None)]
    ['It rained.', 'The boats stayed in.']
    """
    return _table("sentences", df, text, id, options)  # type: ignore[no-any-return]


def quotes(df: Frame, text: str = "text", id: str | None = "id", **options: Unpack[Options]) -> Frame:
    """One row a quotation, with its voice and speaker: the columns of the program's `quotes.csv`."""
    return _table("quotes", df, text, id, options)  # type: ignore[no-any-return]


def citations(df: Frame, text: str = "text", id: str | None = "id", **options: Unpack[Options]) -> Frame:
    """One row a link, reference or other citation: the columns of the program's `citations.csv`."""
    return _table("citations", df, text, id, options)  # type: ignore[no-any-return]


def report(
    paths: Paths,
    out: str | os.PathLike[str] = "slantscope-report",
    *,
    title: str | None = None,
    norm: Paths = (),
    source: str | None = None,
    **options: Unpack[Options],
) -> Path:
    """Writes the report of files and folders, as `slantscope report` does, and returns its first page.

    An input that cannot be read is a warning, and the others are in the report. Raises `SlantscopeError` where there is none.
    """
    _run("report", [*_paths(paths), *arguments({"out": out, "title": title, "norm": _paths(norm), "source": source, **options})])
    return Path(out) / "index.html"


def handout(
    file: str | os.PathLike[str],
    out: str | os.PathLike[str],
    *,
    pair: str | os.PathLike[str] | None = None,
    questions: int | None = None,
    level: str | None = None,
    key: bool = False,
    hide_source: bool = False,
    lexicon: Paths = (),
) -> Path:
    """Writes the sheets for a class, as `slantscope handout` does: HTML, or DOCX where `out` ends so."""
    given = {"out": out, "pair": pair, "questions": questions, "level": level, "key": key, "hide_source": hide_source, "lexicon": _paths(lexicon)}
    _run("handout", [os.fspath(file), *arguments(given)])
    return Path(out)


def _paths(paths: Paths) -> list[str]:
    return [os.fspath(p) for p in ([paths] if isinstance(paths, (str, os.PathLike)) else paths)]


def _run(command: str, given: list[str]) -> None:
    """Runs a command of the program in a process of its own: what it prints is for a terminal, and becomes warnings or an exception."""
    done = subprocess.run([sys.executable, "-m", "slantscope", command, *given], capture_output=True, text=True, encoding="utf-8", check=False)
    said = [line for line in done.stderr.splitlines() if line]
    # its last line counts the inputs that failed, if the rest was done
    incomplete = bool(said) and said[-1].endswith("analysed.")
    if done.returncode != 0 and not incomplete:
        sentence = "\n".join(said).replace("slantscope: ", "", 1).removeprefix("error: ")
        raise SlantscopeError(sentence or f"the program ended with {done.returncode}")
    for line in said[:-1] if incomplete else said:
        warnings.warn(line, stacklevel=3)
