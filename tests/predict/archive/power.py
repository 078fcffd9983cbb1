"""A disk that keeps only what it was told to keep: power cuts at any call, and calls that fail."""

import errno
import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

REAL = {
    name: getattr(os, name)
    for name in ("open", "write", "fsync", "ftruncate", "replace", "unlink", "mkdir")
}
Call = tuple[Any, ...]
Tree = dict[str, bytes | None]
"""What stands under a folder: the content of each file, None for a folder."""


def tree_of(root: Path) -> Tree:
    return {
        str(path.relative_to(root)): None if path.is_dir() else path.read_bytes()
        for path in sorted(root.rglob("*"))
    }


def plant(root: Path, tree: Tree) -> None:
    root.mkdir(parents=True)
    for name, content in sorted(tree.items()):
        if content is None:
            (root / name).mkdir()
        else:
            (root / name).write_bytes(content)


@contextmanager
def watched(root: Path, watch: Callable[..., Any]) -> Iterator[None]:
    """Have every call that writes under a folder made by ``watch(name, *arguments)``."""

    def wrap(name: str) -> Callable[..., Any]:
        def call(*given: Any, **more: Any) -> Any:  # noqa: ANN401
            if name in ("write", "fsync", "ftruncate"):
                path = str(Path(f"/proc/self/fd/{given[0]}").readlink()).removesuffix(" (deleted)")
            else:
                path = str(given[0])
            if Path(path).is_relative_to(root):
                return watch(name, *given, **more)
            return REAL[name](*given, **more)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name in REAL:
            patch.setattr(os, name, wrap(name))
        yield


class Recorder:
    """Makes the calls, and keeps them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.calls: list[Call] = []

    def __call__(self, name: str, *given: Any, **more: Any) -> Any:  # noqa: ANN401
        done = None if name == "fsync" else REAL[name](*given, **more)
        if name == "open":
            self.calls.append((name, done, self.place(given[0])))
        elif name == "write":
            self.calls.append((name, given[0], bytes(given[1][:done])))
        elif name in ("fsync", "ftruncate"):
            self.calls.append((name, *given))
        else:
            self.calls.append((name, *map(self.place, given[: 2 if name == "replace" else 1])))
        return done

    def place(self, path: str | Path) -> str:
        return str(Path(path).relative_to(self.root))

    def acknowledge(self, n: int) -> None:
        """Keep that this many outcomes were promised to be safe."""
        self.calls.append(("safe", n))


@dataclass
class Node:
    """A file: what programs see, and what is on the disk."""

    now: bytes = b""
    safe: bytes = b""


@dataclass
class Disk:
    """What calls have done: names and contents as programs see them, and as they are safe."""

    now: dict[str, Node | None] = field(default_factory=dict)
    safe: dict[str, Node | None] = field(default_factory=dict)
    opened: dict[int, str | Node] = field(default_factory=dict)
    n_safe: int = 0

    @classmethod
    def after(cls, start: Tree, calls: list[Call]) -> "Disk":
        disk = cls()
        for name, content in start.items():
            disk.now[name] = None if content is None else Node(content, content)
        disk.safe = dict(disk.now)
        for name, *given in calls:
            getattr(disk, f"_{name}")(*given)
        return disk

    def _open(self, number: int, path: str) -> None:
        if path == "." or (path in self.now and self.now[path] is None):
            self.opened[number] = path
        else:
            self.opened[number] = self.now.setdefault(path, Node()) or Node()

    def _write(self, number: int, content: bytes) -> None:
        self._file(number).now += content

    def _ftruncate(self, number: int, size: int) -> None:
        file = self._file(number)
        file.now = file.now[:size]

    def _fsync(self, number: int) -> None:
        target = self.opened[number]
        if isinstance(target, Node):
            target.safe = target.now
            return
        for entries in (self.safe, self.now):
            for path in [path for path in entries if _parent(path) == target]:
                if path in self.now:
                    self.safe[path] = self.now[path]
                else:
                    del self.safe[path]

    def _replace(self, source: str, target: str) -> None:
        self.now[target] = self.now.pop(source)

    def _unlink(self, path: str) -> None:
        del self.now[path]

    def _mkdir(self, path: str) -> None:
        self.now[path] = None

    def _safe(self, n: int) -> None:
        self.n_safe = n

    def _file(self, number: int) -> Node:
        target = self.opened[number]
        assert isinstance(target, Node)
        return target

    def survivals(self) -> Iterator[Tree]:
        """Return what can be found after a power cut, by which names and contents got through."""
        folders = {_parent(path) for path in (*self.now, *self.safe)}
        for got in (set[str](), folders, *({folder} for folder in sorted(folders))):
            names = {path: node for path, node in self.safe.items() if _parent(path) not in got}
            names |= {path: node for path, node in self.now.items() if _parent(path) in got}
            for content in CONTENTS:
                tree = {path: content(node) if node else None for path, node in names.items()}
                yield {path: tree[path] for path in tree if _is_reached(path, tree)}


def _parent(path: str) -> str:
    return str(Path(path).parent)


def _is_reached(path: str, tree: Tree) -> bool:
    above = [str(one) for one in Path(path).parents][:-1]
    return all(one in tree and tree[one] is None for one in above)


def _old_and_new(node: Node) -> tuple[bytes, bytes]:
    if node.now.startswith(node.safe):
        return node.safe, node.now[len(node.safe) :]
    return (node.now, b"") if node.safe.startswith(node.now) else (b"", node.now)


def _part(n: Callable[[int], int]) -> Callable[[Node], bytes]:
    def content(node: Node) -> bytes:
        old, new = _old_and_new(node)
        return old + new[: n(len(new))]

    return content


def _filled(fill: Callable[[int], bytes]) -> Callable[[Node], bytes]:
    def content(node: Node) -> bytes:
        old, new = _old_and_new(node)
        return old + fill(len(new))

    return content


CONTENTS: tuple[Callable[[Node], bytes], ...] = (
    lambda node: node.safe,
    _part(lambda n: n),
    _part(lambda n: min(n, 1)),
    _part(lambda n: n // 2),
    _part(lambda n: n - 1),
    _filled(bytes),
    _filled(lambda n: random.Random(n).randbytes(n)),
)


def cuts(start: Tree, calls: list[Call]) -> Iterator[tuple[int, Tree]]:
    """Return what is found after a cut before each call and after the last, each state once.

    Beside each stands how many outcomes had been promised to be safe.
    """
    seen = set[tuple[int, frozenset[tuple[str, bytes | None]]]]()
    for n in range(len(calls) + 1):
        disk = Disk.after(start, calls[:n])
        for tree in disk.survivals():
            key = (disk.n_safe, frozenset(tree.items()))
            if key not in seen:
                seen.add(key)
                yield disk.n_safe, tree


class Failing:
    """Makes the calls until one is to fail; fsync apart, which says that it worked."""

    def __init__(self, at: int, *, code: int = errno.ENOSPC, stays: bool = False) -> None:
        """Fail at the call with this number, and, if it stays so, at each that needs room then."""
        self.at = at
        self.code = code
        self.stays = stays
        self.n = 0
        self.has_failed = False

    def __call__(self, name: str, *given: Any, **more: Any) -> Any:  # noqa: ANN401
        self.n += 1
        needs_room = name in ("open", "write", "replace", "mkdir", "fsync")
        if needs_room and (self.n == self.at or (self.stays and self.n > self.at)):
            self.has_failed = True
            if name == "write":
                REAL["write"](given[0], given[1][: len(given[1]) // 2])
            raise OSError(self.code, os.strerror(self.code))
        return None if name == "fsync" else REAL[name](*given, **more)
