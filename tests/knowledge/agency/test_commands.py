"""The commands an officer types: template, add, status, remove; each in a process of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

from openpyxl import load_workbook

from assistant.knowledge.agency.sheets import MARKERS

ROOT = Path(__file__).resolve().parents[3]


def run(home, *arguments):
    environment = {**os.environ, "SHUOLI_HOME": str(home), "SHUOLI_EMBEDDING_MODEL": "none", "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "assistant.cli", "corpus", *map(str, arguments)],
        capture_output=True,
        env=environment,
        cwd=ROOT,
        timeout=120,
        check=False,
    )


def text(stream):
    return stream.decode("utf-8")


def test_template_goes_to_stdout_as_a_workbook(own_home):
    done = run(own_home, "template", "benchmark")
    assert done.returncode == 0
    book = load_workbook(io.BytesIO(done.stdout))
    assert book["说明"]["A1"].value == MARKERS["benchmark"]


def test_add_shows_first_imports_with_yes_and_can_be_removed(fill, own_home):
    path = fill()
    shown = run(own_home, "add", path)
    assert shown.returncode == 1 and "未导入（只显示）" in text(shown.stdout) and "表1" in text(shown.stdout)
    added = run(own_home, "add", path, "--yes")
    assert added.returncode == 0 and "已导入，马上生效" in text(added.stdout)
    assert "裁量基准《广西裁量基准（2026版）》" in text(run(own_home, "status").stdout)
    removed = run(own_home, "remove", "广西裁量基准（2026版）")
    assert removed.returncode == 0 and "已撤回" in text(removed.stderr)
    assert "导入的裁量基准和免罚清单：0" in text(run(own_home, "status").stdout)


def test_a_mistake_ends_with_code_two_and_no_traceback(fill, own_home):
    def edit(book):
        book["因素"]["E7"].value = "没有的事实"

    done = run(own_home, "add", fill(edit=edit), "--yes")
    assert done.returncode == 2
    assert "工作表“因素”第 7 行 E 列" in text(done.stdout)
    assert "Traceback" not in text(done.stderr) and not (own_home / "agency").exists()
