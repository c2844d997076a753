"""The characters of a text file: UTF-8, UTF-16, GBK/GB18030 and what charset-normalizer can tell."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from assistant.errors import BadInput

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HAN = re.compile("[\u4e00-\u9fff]")
_ODD = re.compile("[\x00-\x08\x0e-\x1f\x7f\ue000-\uf8ff\ufffd]")
_COMMON = re.compile(
    "[的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严污染排废许环境罚]"
)


def decode(data: bytes, name: str) -> str:
    """The text of a file. Raises BadInput where its encoding cannot be told or it is no text."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data, encoding, name)
    candidates = [
        text for encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "big5") if (text := _try(data, encoding))
    ]
    if candidates and _try(data, "utf-8") is not None and not _ODD.search(candidates[0][:4000]):
        return candidates[0]
    best = max(candidates, key=_plausibility, default="")
    if best and _plausibility(best) > 0.15:
        return best
    guess = from_bytes(data[:200_000]).best()
    text = _try(data, guess.encoding) if guess else None
    if text and _plausibility(text) > 0.1:
        return text
    raise BadInput(f"认不出文件{name}的文字编码，或者它不是文本文件。请另存为 UTF-8 编码的 txt，或者改交 docx、pdf。")


def _strict(data: bytes, encoding: str, name: str) -> str:
    text = _try(data, encoding)
    if text is None:
        raise BadInput(f"文件{name}的文字编码已损坏（标为 {encoding}）。请重新另存为 UTF-8 编码的 txt 后再试。")
    return text


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _plausibility(text: str) -> float:
    """How much a text looks like Chinese: the share of common characters, less what no text holds."""
    sample = text[:4000]
    if not sample:
        return 0.0
    common, odd = len(_COMMON.findall(sample)), len(_ODD.findall(sample))
    return (common - 4 * odd) / max(len(sample), 1)
