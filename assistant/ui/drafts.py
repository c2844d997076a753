"""A document drafted for the page: written, checked, and saved in every format, telling each stage."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from assistant import service
from assistant.contract import assessment_json
from assistant.drafting.export import save
from assistant.pipeline import House
from assistant.reasoning.model import Assessment
from assistant.validation.run import validate_document

from .files import fresh_folder
from .panels import document_panel

SUFFIXES = ("docx", "pdf", "md", "json")
"""What can be downloaded: the document in three formats, and the assessment with the document's checks."""


def drafted(
    assessment: Assessment, selected: int, kind: str, fine: int | None, house: House
) -> Iterator[str | tuple[str, list[Path]]]:
    """The stages as sentences, at last the page's HTML and the files in the order of SUFFIXES."""
    yield "正在起草……（1/3）"
    document = service.written(assessment, house, kind, violation=selected, fine=fine)
    yield "正在校验每一处引用、数额、日期……（2/3）"
    report = validate_document(
        document.text, house.library, house.knowledge, assessment=assessment, kind=kind, violation=selected
    )
    yield "正在生成 docx、pdf……（3/3）"
    folder = fresh_folder()
    files = [save(document, folder / f"{document.name}.{suffix}") for suffix in SUFFIXES[:3]]
    exported = folder / "研判.json"
    exported.write_text(json.dumps(assessment_json(assessment, report), ensure_ascii=False, indent=2), encoding="utf-8")
    yield document_panel(document, report), [*files, exported]
