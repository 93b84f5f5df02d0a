"""The chat page and the interface while a person talks: nothing is awaited in vain, every line arrives."""

from typing import Any

import pytest

from bot.channels.webchat.visitor import COOKIE, conversation_of
from bot.services.tickets.ports import Staff
from tests.integration.desk import Desk
from tests.integration.handoff.talk_house import WANG
from tests.integration.json_shape import faults


@pytest.fixture
async def visitor(desk: Desk) -> Desk:
    """A desk whose page was opened, with an operator on duty."""
    async with desk.client.get("/") as response:
        assert response.status == 200
    await desk.program.talks.desk.present(WANG)
    return desk


async def post(desk: Desk, text: str, number: int, payload: str = "") -> dict[str, Any]:
    """A message from the page."""
    body = {"message_id": f"m{number}", "text": text, "payload": payload}
    async with desk.client.post("/chat/messages", json=body) as response:
        assert response.status == 200
        return dict(await response.json())


async def get(desk: Desk, path: str) -> dict[str, Any]:
    """JSON."""
    async with desk.client.get(path) as response:
        assert response.status == 200
        return dict(await response.json())


async def taken(desk: Desk, conversation: str, staff: Staff = WANG) -> int:
    """The number of the talk that she has taken."""
    (talk,) = [one for one in await desk.program.talks.desk.queue() if one.conversation == conversation]
    await desk.program.talks.desk.take(talk.number, staff, talk.version)
    return talk.number


async def test_a_whole_talk_on_the_page(visitor: Desk) -> None:
    """Asked for, taken, spoken both ways, closed and rated; a message to a person awaits no answer."""
    cookie = visitor.client.session.cookie_jar.filter_cookies(visitor.client.make_url("/"))[COOKIE]
    (queued,) = (await post(visitor, "转人工", 1))["lines"]
    assert (queued["kind"], queued["data"]["position"]) == ("handoff", 1)
    number = await taken(visitor, conversation_of(cookie.value))
    assert (await post(visitor, "我家暖气不热", 2))["lines"] == []
    await visitor.program.talks.desk.say(number, WANG, "哪个小区？", (), "form-0001")
    talk = await visitor.program.talks.pages.store.get(number)
    assert talk is not None
    await visitor.program.talks.desk.close(number, WANG, talk.version, "answered")
    news = (await get(visitor, "/chat/news?after=0"))["lines"]
    assert [line["text"].partition("：")[0] for line in news[1:2]] == ["话务员 8021 王"]
    assert news[1]["data"]["speaker"] == "operator"
    rating = news[-1]["buttons"][0]
    (thanks,) = (await post(visitor, rating["title"], 3, rating["payload"]))["lines"]
    assert rating["title"] in thanks["text"]
    lines = (await get(visitor, "/chat/lines?after=0"))["lines"]
    assert [line.get("answered") for line in lines if line["text"] == "我家暖气不热"] == [True]


async def test_a_whole_talk_through_the_interface(desk: Desk) -> None:
    """`handoff` with its data, then one word that a person answers, then empty lists; her lines at `/notices`."""
    await desk.program.talks.desk.present(WANG)
    _, described = await desk.call("GET", "/api/v1/openapi.json")
    schema = described["components"]["schemas"]
    _, asked = await desk.ask("转人工", "1")
    assert (asked["route"], asked["messages"][0]["data"]) == ("handoff", {"position": 1, "waiting": 1})
    number = await taken(desk, "api:tester:c")
    _, first = await desk.ask("在吗", "2")
    assert [message["data"]["operator"] for message in first["messages"]] == ["话务员 8021"]
    _, second = await desk.ask("在吗", "3")
    assert second["messages"] == []
    await desk.program.talks.desk.say(number, WANG, "在的", (), "form-0001")
    status, told = await desk.call("GET", "/api/v1/notices?conversation=c&after=0")
    assert (status, [one["text"] for one in told["notices"]][-1]) == (200, "话务员 8021 王：在的")
    _, rest = await desk.call("GET", f"/api/v1/notices?conversation=c&after={told['after']}")
    assert (rest["notices"], rest["after"]) == ([], told["after"])
    for answer in (asked, first, second):
        assert faults(answer, schema["MessageAnswer"], described) == []
    assert faults(told, schema["Notices"], described) == []


@pytest.mark.parametrize(
    "query", ["", "conversation=", "conversation=c&after=x", "conversation=c&wait=-1", f"conversation={'c' * 101}"]
)
async def test_a_wrong_question_for_notices_is_refused(desk: Desk, query: str) -> None:
    """With a word on what is wrong; another key's conversation is empty."""
    status, body = await desk.call("GET", f"/api/v1/notices?{query}")
    assert (status, body["error"]["code"]) == (400, "bad_field")
