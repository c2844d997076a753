"""The written form of a citation: the official print, and its inverse for the exact form used in corpus/.

Finding citations in free text is ``law.finding``; looking them up is ``law.library``.
"""

from __future__ import annotations

import re

from .model import Citation
from .numerals import to_chinese, to_int

_NUMBER = "[零〇一二两三四五六七八九十百千0-9]+"
_PLACE = re.compile(
    rf"^第(?P<article>{_NUMBER})条(?:之(?P<sub>{_NUMBER}))?"
    rf"(?:第(?P<paragraph>{_NUMBER})款)?(?:第[（(]?(?P<item>{_NUMBER})[）)]?项)?(?:第(?P<subitem>{_NUMBER})目)?$"
)


def place(citation: Citation) -> str:
    """第一千一百零二条第二款第一项: the citation without the law's name (empty for a whole text)."""
    parts = [f"第{to_chinese(citation.article)}条"] if citation.article else []
    if citation.article_sub:
        parts.append(f"之{to_chinese(citation.article_sub)}")
    for number, unit in ((citation.paragraph, "款"), (citation.item, "项"), (citation.subitem, "目")):
        if number:
            parts.append(f"第{to_chinese(number)}{unit}")
    return "".join(parts)


def parse_place(law: str, text: str) -> Citation:
    """The citation written exactly as ``place`` prints it (Arabic digits also read). Raises ValueError otherwise."""
    match = _PLACE.match(text.strip())
    if not match:
        raise ValueError(f"不是规范的条款写法：{text}")
    number = {k: to_int(v) if v else None for k, v in match.groupdict().items()}
    return Citation(
        law=law,
        article=number["article"] or 0,
        article_sub=number["sub"],
        paragraph=number["paragraph"],
        item=number["item"],
        subitem=number["subitem"],
    )


def official(citation: Citation, title: str) -> str:
    """《中华人民共和国生态环境法典》第一千一百零二条: the citation as documents print it, with the law's full title."""
    return f"《{title}》{place(citation)}"
