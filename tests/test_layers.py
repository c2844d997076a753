"""Who may know whom: the import-linter contract of docs/architecture.md."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_no_import_goes_against_the_order() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_reasoning_and_validation_do_no_io() -> None:
    root = Path(__file__).resolve().parent.parent / "assistant"
    forbidden = ("import sqlite3", "import requests", "import httpx", "open(", "read_text(", "write_text(", "urllib")
    for path in [*(root / "reasoning").rglob("*.py"), *(root / "validation").rglob("*.py")]:
        text = path.read_text(encoding="utf-8")
        assert not [word for word in forbidden if word in text], path
