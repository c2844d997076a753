"""A case as it comes in: a file, a case YAML, standard input, or text with a region and days. Checks the given days."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from assistant.errors import BadInput

from .model import Case
from .normal import normalize
from .reading import MAX_TEXT, checked_text, read_document

_YAML = (".yaml", ".yml", ".json")
_DAY = re.compile(r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*")
_EARLIEST = date(1979, 1, 1)
_FORM = "请写成 2026-09-03，或者 2026-09-01..2026-09-03"


def load_case(
    source: str | Path,
    region: str = "",
    act: tuple[date, date] | None = None,
    found: date | None = None,
    decide: date | None = None,
) -> Case:
    """The case of a text, docx or pdf file, of a case YAML, or of standard input (``-``).

    What is given here outranks what the YAML says. Raises BadInput, one Chinese sentence with a next step.
    """
    if str(source) == "-":
        case = Case(text=checked_text(normalize(_stdin()), "（标准输入）"))
    else:
        path = Path(source)
        case = _yaml_case(path) if path.suffix.lower() in _YAML else Case(text=read_document(path))
    given = {"region": region.strip(), "act": act, "found": found, "decide": decide}
    return with_checked_days(case.model_copy(update={k: v for k, v in given.items() if v}))


def case_from_text(
    text: str,
    region: str = "",
    act: tuple[date, date] | None = None,
    found: date | None = None,
    decide: date | None = None,
) -> Case:
    """A case from the officer's words. Raises BadInput for an empty or oversized text and for days that cannot be."""
    case = Case(text=checked_text(normalize(text)), region=region.strip(), act=act, found=found, decide=decide)
    return with_checked_days(case)


def parse_period(text: str) -> tuple[date, date]:
    """``2026-09-01..2026-09-03`` or one day, as first and last day (both included). Raises BadInput."""
    parts = re.split(r"\.\.+|~|～|至|到|—+", text.strip())
    if len(parts) > 2 or not all(parts):
        raise BadInput(f"起止日“{text}”看不懂。{_FORM}。")
    days = [parse_day(part) for part in parts]
    if days[0] > days[-1]:
        raise BadInput(f"起止日“{text}”前后颠倒。请把先发生的一天写在前面。")
    return days[0], days[-1]


def parse_day(text: str) -> date:
    """A day written 2026-09-03, 2026/9/3 or 2026年9月3日. Raises BadInput where it is none."""
    match = _DAY.fullmatch(text)
    if not match:
        raise BadInput(f"日期“{text.strip()[:30]}”看不懂。{_FORM}。")
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError as error:
        raise BadInput(f"没有“{text.strip()}”这一天。请核对日期。") from error


def with_checked_days(case: Case) -> Case:
    """The case itself, if its days can all be true together; else BadInput naming the two that cannot."""
    today = max(date.today(), case.decide or date.min)
    start, end = case.act or (None, None)
    if start and end and start > end:
        raise BadInput(f"行为开始日 {start} 晚于终了日 {end}。请核对行为的起止日。")
    if start and case.found and start > case.found:
        raise BadInput(f"行为开始日 {start} 晚于发现日 {case.found}。请核对这两个日期。")
    if case.found and case.decide and case.found > case.decide:
        raise BadInput(f"发现日 {case.found} 晚于决定日 {case.decide}。请核对这两个日期。")
    if start and case.decide and start > case.decide:
        raise BadInput(f"行为开始日 {start} 晚于决定日 {case.decide}。请核对这两个日期。")
    for name, day in (("行为开始日", start), ("发现日", case.found)):
        if day and day > today:
            raise BadInput(f"{name} {day} 还没有到（今天是 {date.today()}）。请核对日期。")
    for name, day in (("行为开始日", start), ("发现日", case.found), ("决定日", case.decide)):
        if day and day < _EARLIEST:
            raise BadInput(f"{name} {day} 早于 {_EARLIEST.year} 年，多半是写错了。请核对日期。")
    return case


def case_from_mapping(raw: Mapping[str, Any], folder: Path | None = None, label: str = "") -> Case:
    """The case of a mapping as in a case YAML: ``text`` (or ``facts``, or ``file`` below ``folder``) and Case's fields."""
    fields = dict(raw)
    narratives = [k for k in ("text", "facts", "file") if fields.get(k)]
    if len(narratives) != 1:
        problem = "没有案情" if not narratives else f"同时写了 {'、'.join(narratives)}"
        raise BadInput(f"案件文件{label}{problem}。请只在 text、facts、file 三者之一写明案情（file 写文件名）。")
    narrative = fields.pop(narratives[0])
    for unused in ("text", "facts", "file"):
        fields.pop(unused, None)
    if not isinstance(narrative, str):
        raise BadInput(f"案件文件{label}的 {narratives[0]} 应是一段文字。已知的事实请写在 answers 下。")
    text = _beside(folder, narrative, label) if narratives[0] == "file" else checked_text(normalize(narrative), label)
    if fields.get("act") is not None:
        fields["act"] = _period(fields["act"])
    for key in ("found", "decide"):
        if fields.get(key) is not None:
            fields[key] = _day(fields[key])
    fields = {k: v for k, v in fields.items() if v is not None}
    if "id" in fields:
        fields["id"] = str(fields["id"])
    try:
        return Case(text=text, **fields)
    except ValidationError as error:
        raise BadInput(_explain(error, label)) from error


def _yaml_case(path: Path) -> Case:
    label = f"“{path.name}”"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(f"读不出案件文件“{path}”。请检查路径和文件名。") from error
    if len(data) > 2 * MAX_TEXT:
        raise BadInput(f"案件文件{label}过大。请把案情控制在 2 MB 以内。")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        from .decoding import decode

        text = decode(data, label)
    raw = _parse(text, label)
    if not isinstance(raw, dict):
        raise BadInput(f"案件文件{label}应是“键: 值”的形式（至少有 text 或 facts）。请对照 docs 中的样例修改。")
    return case_from_mapping({str(k): v for k, v in raw.items()}, path.parent, label)


def _parse(text: str, label: str) -> Any:
    """The YAML's data; references (&, *) are refused, as they can make a small file huge."""
    try:
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(text)):
            raise BadInput(f"案件文件{label}用了 YAML 引用（* 号）。请改为直接写出内容。")
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"第 {mark.line + 1} 行附近" if mark else ""
        raise BadInput(f"案件文件{label}{where}不是有效的 YAML。请检查缩进、冒号和引号。") from error
    except (ValueError, RecursionError) as error:
        raise BadInput(f"案件文件{label}里有不成立的日期或者过深的层次（{str(error)[:40]}）。请核对后再试。") from error


def _beside(folder: Path | None, name: str, label: str) -> str:
    """The text of a file below the folder of the case YAML; anything outside it is refused."""
    if folder is None:
        raise BadInput(f"案件{label}不能引用文件。请把案情直接写在 text 下。")
    root = folder.resolve()
    path = (root / name).resolve()
    if not path.is_relative_to(root):
        raise BadInput(f"案件文件{label}引用的“{name}”不在它所在的文件夹之内。请把文件放到同一文件夹。")
    return read_document(path)


def _period(value: Any) -> tuple[date, date]:
    if isinstance(value, list | tuple) and 1 <= len(value) <= 2:
        first, last = _day(value[0]), _day(value[-1])
        if first > last:
            raise BadInput(f"行为开始日 {first} 晚于终了日 {last}。请核对行为的起止日。")
        return first, last
    return (_day(value), _day(value)) if isinstance(value, date) else parse_period(str(value))


def _day(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else parse_day(str(value))


def _explain(error: ValidationError, label: str) -> str:
    first = error.errors()[0]
    field = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        known = "、".join(["text", "facts", "file", *(f for f in Case.model_fields if f != "text")])
        return f"案件文件{label}没有“{field}”这个字段。可用的字段：{known}。请改正拼写或删去。"
    return (
        f"案件文件{label}的字段“{field}”写法不对（实际是“{str(first.get('input'))[:40]}”）。请对照 docs 中的样例修改。"
    )


def _stdin() -> str:
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        return sys.stdin.read(MAX_TEXT + 1)
    data: bytes = stream.read(2 * MAX_TEXT + 1)
    if not data:
        return ""
    from .decoding import decode

    return decode(data, "（标准输入）")
