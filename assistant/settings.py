"""Settings of the program, read from the environment (SHUOLI_…)."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

_CHECKOUT = Path(__file__).resolve().parent.parent


def _default_home() -> Path:
    """``data`` in a checkout of the project, else ~/.local/share/shuoli."""
    if (_CHECKOUT / "pyproject.toml").is_file():
        return _CHECKOUT / "data"
    return Path.home() / ".local" / "share" / "shuoli"


class Settings(BaseSettings):
    """``home`` (SHUOLI_HOME) is where everything the user adds is kept: imported statutes, index, records."""

    model_config = SettingsConfigDict(env_prefix="SHUOLI_", extra="ignore")

    home: Path = Field(default_factory=_default_home)
