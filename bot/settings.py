"""Every setting, with its default; read from the environment and from `var/settings.env` if there is one."""

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """The program's settings. docs/operations.md lists them all; a test keeps the two in step."""

    model_config = SettingsConfigDict(env_file=ROOT / "var" / "settings.env", extra="ignore")

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8080
    data_dir: Path = ROOT / "var"
    database_url: str = ""
    knowledge_dir: Path = ROOT / "knowledge"
    wording_dir: Path = ROOT / "nlu_data" / "domain"
    public_https: bool = False
    """Whether citizens reach the page over https; cookies are then marked secure."""
    public_url: str = ""
    """Where citizens reach the page from outside, as in https://zw.example.cn; letters link there. Empty: no links."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    rasa_url: str = ""
    """Empty: the program starts and supervises its own engine; else the address of one run elsewhere."""
    rasa_port: Annotated[int, Field(ge=0, le=65535)] = 0
    """Port of the supervised engine on loopback; 0 picks a free one."""
    action_port: Annotated[int, Field(ge=0, le=65535)] = 0
    """Port of the endpoint that the engine calls, on loopback; 0 picks a free one. Set it with RASA_URL."""
    rasa_python: Path = ROOT / ".venv-rasa" / "bin" / "python"
    rasa_timeout_s: Annotated[float, Field(gt=0, le=60)] = 8.0

    guide_search_fields: set[Literal["name", "alias", "example"]] = {"name", "alias", "example"}
    """What of an item the search learns from; `["name"]` shows what a foreign list would get."""

    telegram_token: SecretStr = SecretStr("")
    telegram_api_base: str = "https://api.telegram.org"
    telegram_webhook_url: str = ""
    """Empty: long polling. Else the public https address that Telegram shall call."""
    telegram_webhook_secret: SecretStr = SecretStr("")

    workers: Annotated[int, Field(ge=1, le=64)] = 16
    """Conversations that are worked on at the same time."""
    api_per_minute: Annotated[int, Field(ge=1)] = 6000
    webchat_per_minute: Annotated[int, Field(ge=1)] = 30
    max_text_length: Annotated[int, Field(ge=100)] = 20_000
    upload_max_mb: Annotated[int, Field(ge=1, le=20)] = 20
    """The largest file that is taken, in units of 1,048,576 bytes; Telegram hands over no more than 20."""
    uploads_per_minute: Annotated[int, Field(ge=1)] = 40
    """Files a minute of one visitor of the page."""

    desk_idle_minutes: Annotated[int, Field(ge=1, le=720)] = 30
    """Staff who do nothing for so long are signed out."""
    desk_longest_hours: Annotated[int, Field(ge=1, le=24)] = 12
    """Staff sign in anew after so long in any case."""
    trusted_proxies: Annotated[int, Field(ge=0, le=5)] = 0
    """Reverse proxies of ours on other machines; the address of who signs in is looked for behind them."""

    @field_validator("database_url")
    @classmethod
    def known_database(cls, url: str) -> str:
        """SQLite or PostgreSQL; the short forms of the latter are completed."""
        for short, full in (
            ("postgresql://", "postgresql+asyncpg://"),
            ("postgres://", "postgresql+asyncpg://"),
        ):
            if url.startswith(short):
                url = full + url.removeprefix(short)
        if url and not url.startswith(("postgresql+asyncpg://", "sqlite://")):
            raise ValueError("a postgresql:// or sqlite:// address is wanted")
        try:
            urlsplit(url).port  # noqa: B018 - reading it checks it
        except ValueError as error:
            raise ValueError("the address has a port or host that is none") from error
        return url

    @field_validator("public_url")
    @classmethod
    def whole_address(cls, url: str) -> str:
        """An address that opens in a browser."""
        if url and not url.startswith(("https://", "http://")):
            raise ValueError("an https:// or http:// address is wanted")
        return url.rstrip("/")

    @field_validator("telegram_webhook_url")
    @classmethod
    def secure_webhook(cls, url: str) -> str:
        """Telegram calls https addresses only."""
        if url and not url.startswith(("https://", "http://127.0.0.1")):
            raise ValueError("an https:// address is wanted")
        return url.rstrip("/")

    @property
    def database(self) -> str:
        """The address of the store: the one that was set, or a file in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir / 'desk.sqlite3'}"
