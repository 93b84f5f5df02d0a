"""The Bot API client as we want it: nothing of a citizen or of the token in logs, no update that blocks the rest."""

import json
import logging
import os
from typing import Any

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.channels.telegram.updates import NoUpdate, readable

LOG = logging.getLogger(__name__)

CONNECTIONS = 64


class TokenRejected(Exception):  # noqa: N818 - a state of the world
    """Telegram does not know the token (or TELEGRAM_API_BASE is no Bot API); only the operator can mend that."""

    def __init__(self) -> None:
        super().__init__("Telegram refuses the token: check TELEGRAM_TOKEN and TELEGRAM_API_BASE")


class CarefulRequest(HTTPXRequest):
    """Requests that do not log what they could not read."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The decoded answer; TelegramError if it is not a JSON object (a proxy's page, say)."""
        try:
            answer = json.loads(payload)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise TelegramError("the answer of the Bot API is no JSON object")
        return answer


class UpdatesRequest(CarefulRequest):
    """Requests for updates; one that cannot be read would spoil the whole batch and so arrives empty."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """As above, each update readable."""
        answer = CarefulRequest.parse_json_payload(payload)
        if isinstance(answer.get("result"), list):
            answer["result"] = [update for raw in answer["result"] if (update := _readable(raw))]
        return answer


def _readable(raw: object) -> dict[str, Any] | None:
    try:
        return readable(raw)
    except NoUpdate:
        LOG.error("the Bot API brought an update without a number")  # noqa: TRY400 - no text in logs
        return None


def build_bot(token: str, api_base: str, *, timeout_s: float = 15.0) -> Bot:
    """A bot that has not spoken to Telegram yet; `TokenRejected` for an empty token.

    A send without an answer for `timeout_s` counts as unconfirmed; a long poll adds its own waiting time.
    """
    os.environ.setdefault("PTB_TIMEDELTA", "1")  # RetryAfter warns about its old form whenever it is raised
    _keep_quiet()
    try:
        return Bot(
            token,
            base_url=f"{api_base.rstrip('/')}/bot",
            base_file_url=f"{api_base.rstrip('/')}/file/bot",
            request=CarefulRequest(CONNECTIONS, read_timeout=timeout_s, pool_timeout=timeout_s),
            get_updates_request=UpdatesRequest(1, read_timeout=timeout_s),
        )
    except InvalidToken:
        raise TokenRejected from None


def _keep_quiet() -> None:
    """Below WARNING these libraries log addresses that hold the token, and messages."""
    for name in ("httpx", "httpcore", "telegram"):
        logging.getLogger(name).setLevel(logging.WARNING)
