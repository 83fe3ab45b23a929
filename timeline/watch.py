"""Notice that a folder has changed, by looking."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

Snapshot = frozenset[tuple[str, int, int]]  # path, time of last change in nanoseconds, size


def snapshot(folder: Path, *, ignore: Sequence[Path] = ()) -> Snapshot:
    """The files of a folder as they are now, hidden ones and those in `ignore` left out."""
    seen = set()
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if hidden or any(path == out or out in path.parents for out in ignore):
            continue
        try:
            stat = path.stat()
        except OSError:  # gone between listing and looking
            continue
        if path.is_file():
            seen.add((str(path), stat.st_mtime_ns, stat.st_size))
    return frozenset(seen)


def changes(look: Callable[[], Snapshot], wait: Callable[[], None]) -> Iterator[Snapshot]:
    """Each state that differs from the last and has settled: files that are still being written are waited for."""
    last: Snapshot | None = None
    while True:
        now = look()
        if now != last:
            while (settled := _after(look, wait)) != now:
                now = settled
            yield now
            last = now
        wait()


def _after(look: Callable[[], Snapshot], wait: Callable[[], None]) -> Snapshot:
    wait()
    return look()
