"""A case written back as the YAML that ``load_case`` reads, so that work on it can be put away and taken up again."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import yaml

from .model import Case

_HEAD = "# 说理案件文件：可以用文本编辑器修改，在网页上传或交给 shuoli assess、draft、dossier 使用。\n"


class _Block(str):
    """A text of several lines, written as a block."""


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True  # load_case refuses references


_Dumper.add_representer(_Block, lambda d, text: d.represent_scalar("tag:yaml.org,2002:str", str(text), style="|"))


def case_yaml(case: Case) -> str:
    """The case as YAML; what was never given is left out."""
    fields = _plain(case.model_dump(exclude_defaults=True))
    ordered = {k: fields[k] for k in Case.model_fields if k in fields}
    return _HEAD + yaml.dump(ordered, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(v) for v in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return _Block(value) if isinstance(value, str) and "\n" in value else value
