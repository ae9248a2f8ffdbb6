"""Batches of documents in pieces of even work, and what cannot be read of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

#: A piece has so many documents, or so many characters; larger documents are told on the executor's standard error.
PIECE = (256, 1 << 22)
LARGE = 1 << 20


def pieces(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """The batch in pieces of even work, so that results flow and memory stays small; a large document is a piece of its own."""
    start, size = 0, 0
    for i, length in enumerate(lengths_of(batch.column("text"))):
        if i > start and (i - start == PIECE[0] or size + length > PIECE[1] or length > LARGE):
            yield batch.slice(start, i - start)
            start, size = i, 0
        if length > LARGE:
            print(f'slantscope: document "{batch.column("id")[i].as_py()}" has {length / 1e6:.1f} MB; it keeps this task busy for a while.', file=sys.stderr, flush=True)
        size += length
    if start < batch.num_rows:
        yield batch.slice(start)


def lengths_of(column: Any) -> list[int]:
    """Bytes of each value."""
    return [n or 0 for n in pc.binary_length(column).to_pylist()]


def texts_of(column: Any, largest: int | None = None) -> tuple[list[str | None], dict[int, str]]:
    """The texts, and what is wrong with those whose bytes are no UTF-8 or more than `largest`."""
    texts: list[str | None] = []
    wrong: dict[int, str] = {}
    for i, value in enumerate(column.to_pylist()):
        if isinstance(value, bytes):
            try:
                value = value.decode()
            except UnicodeDecodeError as e:
                wrong[i] = f"The text is not UTF-8 (byte {e.start} of it). Convert it to UTF-8."
                value = None
        texts.append(value)
    for i, length in enumerate(lengths_of(column) if largest is not None else []):
        if largest is not None and length > largest:
            texts[i], wrong[i] = None, f"The text has {length} bytes, and at most {largest} are read at once. Cut it into parts."
    return texts, wrong
