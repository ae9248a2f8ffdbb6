"""Options as the command line has them."""

from __future__ import annotations

import functools
import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypedDict

from slantscope._slantscope import Engine, SlantscopeError

if TYPE_CHECKING:
    from typing import TypeAlias

    Paths: TypeAlias = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]


class Options(TypedDict, total=False):
    """Which rules are looked for, and how; each is the option of the same name of `slantscope check`."""

    lexicon: Paths
    base_lexicon: str | os.PathLike[str]
    family: str | Sequence[str]
    any_language: bool
    ignore_file: str | os.PathLike[str]
    config: str | os.PathLike[str]
    no_config: bool
    threads: int


def arguments(options: Mapping[str, object]) -> list[str]:
    """Keywords as they stand on the command line: `any_language=True` is `--any-language`.

    >>> arguments({"any_language": True, "family": ["loaded", "booster"], "no_config": False})
    ['--any-language', '--family=loaded', '--family=booster']
    """
    out: list[str] = []
    for key, value in options.items():
        flag = "--" + key.replace("_", "-")
        if value is None or value is False:
            continue
        if value is True:
            out.append(flag)
        elif isinstance(value, (list, tuple)):
            out += [f"{flag}={os.fspath(one)}" for one in value]
        else:
            out.append(f"{flag}={value}")
    return out


def engine(options: Mapping[str, object]) -> Engine:
    """The engine for these options, made once for each folder that they are used in."""
    unknown = [key for key in options if key not in Options.__annotations__]
    if unknown:
        raise TypeError(f"there is no option {unknown[0]!r}; the options are {', '.join(Options.__annotations__)}")
    return _made(tuple(arguments({k: v for k, v in options.items() if k != "threads"})), os.getcwd())


@functools.lru_cache(maxsize=8)
def _made(given: tuple[str, ...], _folder: str) -> Engine:
    return Engine(list(given))


def reload() -> None:
    """Forgets rules, slantscope.toml and ignore files that were read, so that changes of them are seen."""
    _made.cache_clear()


def threads(options: Options) -> int:
    """How many documents are analysed at the same time: as asked, else on all cores."""
    asked = options.get("threads")
    if asked is not None and not 1 <= asked <= 256:
        raise SlantscopeError(f"threads={asked}: {asked} is not in 1..=256")
    return asked or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else asked or os.cpu_count() or 1
