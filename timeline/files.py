"""Files that a run writes: each is whole or not there."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from timeline.errors import InputError


def write(path: Path, data: str | bytes) -> None:
    """Write a file by way of a temporary one beside it, so that no reader ever sees half of it.

    Raises InputError where the folder cannot be written.
    """
    name = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(data if isinstance(data, bytes) else data.encode("utf-8", "replace"))
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
        name = ""
    except OSError as error:
        raise InputError(str(path), f"cannot be written: {error.strerror}", "give another folder") from error
    finally:
        if name:
            with contextlib.suppress(OSError):
                os.unlink(name)


def _umask() -> int:
    """What new files may not be allowed; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
