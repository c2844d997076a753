"""Invented documents with everything that has to be hidden. Names (赵试甲 …) and numbers are made up for tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from assistant.validation.identifiers import id_for

ID = id_for("44010119900101123")
HEAD = "示例市生态环境局\n行政处罚决定书\n示环罚〔2026〕1号\n"
PERSON = f"当事人：赵试甲\n身份证件号码：{ID}\n住址：示例省示例市示例区样品路18号3栋402房\n"
UNIT = (
    "当事人：示例科技有限公司\n住所：示例市示例区示例路1号\n统一社会信用代码：91440101MA5XHLT007\n法定代表人：赵试甲\n"
)
FOOT = "罚款缴至：收款银行示例市商业银行，户名示例市财政局，账号6200123456789。\n示例市生态环境局\n2026年11月20日\n"

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A text file of the head, a body and the foot."""

    def make(body: str, head: str = HEAD + UNIT, name: str = "决定书.txt") -> Path:
        path = tmp_path / name
        path.write_text(head + body + "\n" + FOOT, encoding="utf-8")
        return path

    return make


@pytest.fixture
def word(tmp_path: Path) -> Path:
    """A docx whose names and numbers are cut over runs of different looks, in a table, a header and a text box's place."""
    document = docx.Document()
    document.core_properties.author = "钱试乙"
    document.core_properties.title = "赵试甲案决定书"
    document.sections[0].header.paragraphs[0].text = "经办人：钱试乙"
    document.add_heading("行政处罚决定书", 1)
    paragraph = document.add_paragraph("当事人：")
    paragraph.add_run("赵试").bold = True
    paragraph.add_run("甲").italic = True
    paragraph.add_run("，联系电话138")
    paragraph.add_run("0013")
    tail = paragraph.add_run("8000。后文")
    tail.underline = True
    table = document.add_table(rows=2, cols=2)
    table.style = "Table Grid"
    for (row, column), text in {(0, 0): "法定代表人", (0, 1): "孙试丙", (1, 0): "身份证件号码", (1, 1): ID}.items():
        table.cell(row, column).text = text
    document.add_paragraph("罚款缴至：收款银行示例市商业银行，户名示例市财政局，账号6200123456789。")
    path = tmp_path / "决定书.docx"
    document.save(str(path))
    return path
