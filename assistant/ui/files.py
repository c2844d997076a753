"""Files made for download: each in a folder of its own that nobody can guess, gone after an hour or when the server stops."""

from __future__ import annotations

import shutil
import tempfile
import time
from functools import lru_cache
from pathlib import Path

KEPT_SECONDS = 3600


@lru_cache(maxsize=1)
def _root() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="shuoli-")


def fresh_folder() -> Path:
    """An empty folder; folders older than an hour are removed."""
    root = Path(_root().name)
    for old in root.iterdir():
        if time.time() - old.stat().st_mtime > KEPT_SECONDS:
            shutil.rmtree(old, ignore_errors=True)
    return Path(tempfile.mkdtemp(dir=root))
