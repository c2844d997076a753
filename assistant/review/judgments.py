"""What a reviewer has decided: a YAML of item keys, which outranks what the program could or could not tell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from assistant.errors import BadInput

from .model import STATUS, Line, Status

_WORDS: dict[str, Status] = {word: status for status, word in STATUS.items()} | {"成立": "lost", "不成立": "kept"}
_FORM = "每行写“编号: 得分”“编号: 失分”“编号: 不评”，或者“编号: {得分: 1.5, 理由: …}”；重大问题写“成立”或者“不成立”"

Judgments = dict[str, tuple[Status, float | None, str]]


def read_judgments(path: Path) -> Judgments:
    """Status, points (None: all or none) and reason by key. Raises BadInput, one sentence saying which entry is wrong."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"读不出评查意见“{path}”。请确认文件存在，并存为 UTF-8 编码。") from error
    except yaml.YAMLError as error:
        raise BadInput(f"评查意见“{path.name}”不是有效的 YAML。{_FORM}。") from error
    if not isinstance(raw, dict):
        raise BadInput(f"评查意见“{path.name}”应是“编号: 意见”的形式。{_FORM}。")
    return {str(key): _one(str(key), value) for key, value in raw.items()}


def _one(key: str, value: Any) -> tuple[Status, float | None, str]:
    if isinstance(value, str) and value in _WORDS:
        return _WORDS[value], None, ""
    if isinstance(value, dict):
        reason = str(value.get("理由", ""))
        points, verdict = value.get("得分"), value.get("结论")
        if isinstance(points, int | float) and not isinstance(points, bool) and points >= 0:
            return "kept", float(points), reason
        if verdict in _WORDS:
            return _WORDS[verdict], None, reason
    raise BadInput(f"评查意见里“{key}”的写法看不懂。{_FORM}。")


def applied(line: Line, judgments: Judgments) -> Line:
    """The line as the reviewer judged it, where he or she did. Raises BadInput for more points than it has."""
    given = judgments.get(line.key)
    if given is None:
        return line
    status, points, reason = given
    if points is not None and points > line.points:
        raise BadInput(f"评查意见里“{line.key}”给了 {points:g} 分，标准分只有 {line.points:g} 分。请核对。")
    got = points if points is not None else {"kept": line.points, "lost": 0.0}.get(status)
    if points is not None:
        status = "kept" if points == line.points else "lost"
    why = reason or ("评查人员判断" if not line.why else f"评查人员判断（程序：{line.why}）")
    return line.model_copy(update={"status": status, "score": got, "why": why, "by": "评查人员"})
