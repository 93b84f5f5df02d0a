"""The webhook: who may call it, and when it says 200."""

import io
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from telegram import Bot

from bot.channels.telegram.api import build_bot
from bot.channels.telegram.arrivals import Arrivals
from bot.channels.telegram.webhook import LARGEST_BODY, PATH, SECRET_HEADER, Webhook
from bot.domain.talk.message import Inbound
from bot.services.ports import Receipt
from tests.integration.channels.fake_telegram import TOKEN, FakeTelegram, pressed, said
from tests.integration.channels.telegram_door import door

SECRET = "a-long-enough-secret"
Client = TestClient[web.Request, web.Application]


@dataclass
class FakeReception:
    """Keeps each external id once; the next of `faults` is raised before it does."""

    faults: list[Exception] = field(default_factory=list)
    kept: dict[str, Inbound] = field(default_factory=dict)

    async def accept(self, inbound: Inbound) -> Receipt:
        """Store a message, or fail."""
        if self.faults:
            raise self.faults.pop(0)
        is_new = inbound.external_id not in self.kept
        self.kept.setdefault(inbound.external_id, inbound)
        return Receipt(len(self.kept), is_new)


@pytest.fixture
def reception() -> FakeReception:
    """What the webhook stores."""
    return FakeReception()


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    """A Bot API server."""
    async with FakeTelegram() as server:
        yield server


@pytest.fixture
async def bot(telegram: FakeTelegram) -> AsyncIterator[Bot]:
    """A bot that has not been introduced yet."""
    bot = build_bot(TOKEN, telegram.base)
    yield bot
    await bot.shutdown()


@pytest.fixture
async def client(bot: Bot, reception: FakeReception) -> AsyncIterator[Client]:
    """Somebody who calls the webhook of an introduced bot."""
    await bot.initialize()
    arrivals = door(bot, reception)
    async with _calling(arrivals) as client:
        yield client
    await arrivals.close()


def _calling(arrivals: Arrivals) -> Client:
    app = web.Application()
    app.router.add_post(PATH, Webhook(arrivals, SECRET).handle)
    return TestClient(TestServer(app))


async def call(client: Client, body: Any, secret: str | None = SECRET) -> int:
    """The status that Telegram gets for a body; bytes go as they are."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"} | ({SECRET_HEADER: secret} if secret is not None else {})
    async with client.post(PATH, data=io.BytesIO(data), headers=headers) as response:
        return response.status


async def test_an_update_is_stored_before_it_is_confirmed(client: Client, reception: FakeReception) -> None:
    """200 means that the message is stored."""
    assert await call(client, said(5, "身份证丢了")) == 200
    assert reception.kept == {"5": Inbound("telegram", "telegram:7", "5", "身份证丢了")}


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], "密"])
async def test_a_caller_without_the_secret_is_turned_away(
    client: Client, reception: FakeReception, secret: str | None
) -> None:
    """Without the secret, or with a wrong one, nothing is read and the answer is 401."""
    assert await call(client, said(5, "身份证丢了"), secret) == 401
    assert not reception.kept


async def test_the_secret_is_asked_for_first(client: Client) -> None:
    """A stranger does not learn whether his body was too long or no update."""
    assert await call(client, b"{", None) == 401
    assert await call(client, b"x" * (LARGEST_BODY + 1), None) == 401


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[]", b"7", b"[" * 100_000, {}, {"update_id": "5"}])
async def test_what_is_no_update_is_refused(client: Client, body: Any) -> None:
    """No JSON, or JSON without an update's number, is 400."""
    assert await call(client, body) == 400


async def test_a_body_over_one_mebibyte_is_refused(client: Client) -> None:
    """Too long a body is 413, also when its length is not announced; one byte less is read."""

    async def unannounced() -> AsyncIterator[bytes]:
        for _ in range(17):
            yield b" " * (LARGEST_BODY // 16)

    assert await call(client, b" " * (LARGEST_BODY + 1)) == 413
    async with client.post(PATH, data=unannounced(), headers={SECRET_HEADER: SECRET}) as response:
        assert response.status == 413
    assert await call(client, b" " * LARGEST_BODY) == 400


async def test_a_repeated_update_is_confirmed_again_and_stored_once(client: Client, reception: FakeReception) -> None:
    """Telegram may bring an update twice; both times it is 200, and there is one message."""
    assert [await call(client, said(5, "一")), await call(client, said(5, "一"))] == [200, 200]
    assert list(reception.kept) == ["5"]


async def test_updates_may_come_out_of_order(client: Client, reception: FakeReception) -> None:
    """An older update after a newer one is stored too."""
    assert [await call(client, said(number, "一")) for number in (7, 5, 6)] == [200, 200, 200]
    assert list(reception.kept) == ["7", "5", "6"]


async def test_telegram_keeps_what_could_not_be_stored(
    client: Client, reception: FakeReception, caplog: pytest.LogCaptureFixture
) -> None:
    """While the store is away the answer is 503, so Telegram brings the update again; the log holds no word of it."""
    reception.faults = [OSError("身份证")]
    assert await call(client, said(5, "身份证丢了")) == 503
    assert "update 5 is not stored: OSError" in caplog.text
    assert "身份证" not in caplog.text
    assert await call(client, said(5, "身份证丢了")) == 200


@pytest.mark.parametrize("update", [{"update_id": 5, "message": {"text": "?"}}, {"update_id": 5}])
async def test_a_bad_update_is_not_brought_again(client: Client, update: dict[str, Any]) -> None:
    """An update that never can be read is confirmed, else Telegram would bring it for ever."""
    assert await call(client, update) == 200


async def test_a_press_is_acknowledged(client: Client, telegram: FakeTelegram, reception: FakeReception) -> None:
    """A pressed button that came by webhook is stored, and its clock is stopped."""
    assert await call(client, pressed(5, "p", "多少钱")) == 200
    assert reception.kept["5"].payload == "p"
    async with client.post("/nowhere") as response:  # a round trip, in which the courtesy arrives
        assert response.status == 404
    assert telegram.thanked == ["press-5"]


async def test_before_the_introduction_telegram_is_asked_to_wait(bot: Bot, reception: FakeReception) -> None:
    """Until the bot knows its own name it takes nothing and loses nothing."""
    async with _calling(door(bot, reception)) as client:
        assert await call(client, said(5, "一")) == 503
    assert not reception.kept


@pytest.mark.parametrize("secret", ["", "short", "has blanks and more blanks", "密" * 20, "x" * 257])
def test_a_weak_secret_is_refused(bot: Bot, reception: FakeReception, secret: str) -> None:
    """There is no webhook without a secret that Telegram takes and nobody guesses."""
    with pytest.raises(ValueError, match="TELEGRAM_WEBHOOK_SECRET"):
        Webhook(door(bot, reception), secret)
