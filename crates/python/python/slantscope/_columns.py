"""Texts in the columns of any library, batch by batch, and tables back in the caller's kind."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from slantscope._slantscope import SlantscopeError, Table

#: What may be known of a text beside its words; the columns of these names are read.
FIELDS = ("id", "source", "title", "author", "date", "url", "genre", "owner", "perspective")

#: A batch has so many texts, or so many characters.
BATCH = (256, 1 << 22)

Batch = tuple[list[str | None], list[tuple[str, list[str | None]]]]


def kind(value: object) -> str:
    """The library that a frame or column belongs to; "python" for lists and other iterables."""
    for name, types in (
        ("pandas", ("DataFrame", "Series")),
        ("polars", ("DataFrame", "Series")),
        ("pyarrow", ("Table", "RecordBatch", "ChunkedArray", "Array")),
    ):
        library = sys.modules.get(name)
        if library is not None and isinstance(value, tuple(getattr(library, t) for t in types)):
            return name
    if hasattr(value, "__arrow_c_stream__") or hasattr(value, "__arrow_c_array__"):
        return "arrow"
    return "python"


def values(column: Any) -> Iterator[object]:
    """The values of a column; what is missing is None."""
    of = kind(column)
    if of == "pandas":
        for start in range(0, len(column), BATCH[0]):
            part = column.iloc[start : start + BATCH[0]]
            yield from (None if gone else value for value, gone in zip(part, part.isna(), strict=True))
    elif of == "polars":
        for part in (column.slice(start, BATCH[0]) for start in range(0, len(column), BATCH[0])):
            yield from part.to_list()
    elif of in ("pyarrow", "arrow"):
        column = arrow(column) if of == "arrow" else column
        for start in range(0, len(column), BATCH[0]):
            yield from column.slice(start, BATCH[0]).to_pylist()
    else:
        yield from column


def arrow(value: Any) -> Any:
    """The pyarrow form of what shows itself through the Arrow PyCapsule interface."""
    pyarrow = needed("pyarrow", "Arrow data of other libraries are")
    stream = hasattr(value, "__arrow_c_stream__")
    if hasattr(value, "column_names") or hasattr(value, "columns"):
        return pyarrow.table(value)
    return pyarrow.chunked_array(value) if stream else pyarrow.array(value)


def needed(library: str, what: str) -> Any:
    """The library, or what to do without it."""
    try:
        return __import__(library)
    except ImportError:
        raise ImportError(f"{what} read and made through {library}, which is not installed. Install it: pip install {library}") from None


def names(frame: Any) -> list[str]:
    """The names of the columns of a frame."""
    return list(frame.column_names if hasattr(frame, "column_names") else frame.columns)


def columns(frame: Any, text: str, id: str | None) -> tuple[Iterable[object], dict[str, Iterable[object]]]:
    """The texts of a frame, and the fields that it has; rows are counted where there is no id."""
    of = kind(frame)
    if of == "python":
        rows = list(frame)
        if rows and isinstance(rows[0], Mapping):
            known = [f for f in FIELDS if any(f in row for row in rows)]
            fields: dict[str, Iterable[object]] = {f: [row.get(f) for row in rows] for f in known if f != "id"}
            if id is not None:
                fields["id"] = [row.get(id) for row in rows]
            return [row.get(text) for row in rows], fields
        return rows, {}
    frame = arrow(frame) if of == "arrow" else frame
    have = names(frame)
    for asked in (text, id):
        if asked is not None and asked not in have:
            raise SlantscopeError(f'the frame has no column "{asked}"; its columns are {", ".join(map(str, have))}. Name the columns with text= and id=, or count the rows with id=None.')
    column: Callable[[str], Iterable[object]] = lambda name: values(frame[name])  # noqa: E731
    found = {f: column(f) for f in FIELDS if f in have and f != "id" and f != text}
    if id is not None:
        found["id"] = column(id)
    return column(text), found


def written(value: object) -> str | None:
    """A field as text: numbers and dates may name a document too."""
    if value is None or isinstance(value, str):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def batches(texts: Iterable[object], fields: Mapping[str, Iterable[object]]) -> Iterator[Batch]:
    """Texts with their fields in batches of even work; at least one batch."""
    batch: Batch = ([], [(name, []) for name in fields])
    size, first = 0, True
    rest = [iter(column) for column in fields.values()]
    for text in texts:
        if text is not None and not isinstance(text, str):
            raise TypeError(f"a text is a str or None, and this is {type(text).__name__}: {text!r:.60}")
        if batch[0] and (len(batch[0]) == BATCH[0] or size + len(text or "") > BATCH[1]):
            yield batch
            batch, size, first = ([], [(name, []) for name in fields]), 0, False
        batch[0].append(text)
        for (_, column), value in zip(batch[1], rest, strict=True):
            column.append(written(next(value)))
        size += len(text or "")
    if batch[0] or first:
        yield batch


def framed(of: str, parts: Sequence[Table]) -> Any:
    """One frame of the caller's kind; lists of dicts for plain Python."""
    if of == "python":
        return [row for part in parts for row in part.rows()]
    if of == "polars":
        polars = sys.modules["polars"]
        return polars.concat([polars.DataFrame(part) for part in parts])
    pyarrow = needed("pyarrow", "Frames of pandas are" if of == "pandas" else "Arrow tables are")
    table = pyarrow.concat_tables([pyarrow.table(part) for part in parts])
    return table.to_pandas() if of == "pandas" else table
