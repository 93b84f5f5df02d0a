"""What operators do with talks: who may, what is refused and in which words."""

from collections.abc import AsyncIterator
from io import BytesIO
from pathlib import Path

import aiohttp
import pytest

from bot.domain.handoff.handoff import Reason, TalkStatus
from tests.integration.consoles.staff_desk import Browser, browser_at
from tests.integration.consoles.talk_office import TalkOffice, asked, at_desk, open_talk_office
from tests.integration.consoles.ticket_office import PHOTO

FORM = "0123456789abcdef"


@pytest.fixture
async def talk_office(tmp_path: Path) -> AsyncIterator[TalkOffice]:
    """The live desk."""
    async with open_talk_office(tmp_path) as running:
        yield running


@pytest.mark.parametrize(
    ("login", "status"),
    [("operator", 200), ("chief", 200), ("boss", 200), ("officer", 403), ("police", 403)],
)
async def test_only_who_talks_or_oversees_sees_the_desk(talk_office: TalkOffice, login: str, status: int) -> None:
    """Officers and departments have no business with live talks, by no address."""
    talk_office.talks.ask("web:1")
    async with browser_at(talk_office) as browser:
        await browser.sign_in(login)
        for path in ("/desk/talks/", "/desk/talks/duty", "/desk/talks/done"):
            await browser.open(path)
            assert browser.status == status, path
        await browser.open("/desk/")
        taken, _ = await asked(browser, "/desk/talks/next")
        present, _ = await asked(browser, "/desk/talks/present")
    assert taken == (200 if login == "operator" else 403)
    assert present == status


async def test_who_is_not_signed_in_is_sent_to_the_door(talk_office: TalkOffice) -> None:
    """And comes back to the desk afterwards; a script is told 401."""
    talk_office.talks.ask("web:1")
    async with browser_at(talk_office) as browser:
        await browser.open("/desk/talks/")
        assert browser.at == "/desk/sign-in?next=/desk/talks/"
        status, told = await asked(browser, "/desk/talks/1/take", version="1")
        assert (status, told["error"]["code"]) == (401, "signed_out")
        await browser.sign_in("operator", onward="/desk/talks/")
        assert browser.at == "/desk/talks/"


async def test_nothing_is_done_without_the_token(talk_office: TalkOffice) -> None:
    """A form of another site takes no talk."""
    talk_office.talks.ask("web:1")
    async with at_desk(talk_office, "operator") as browser:
        await browser.post("/desk/talks/1/take", {"version": "1"})
        assert browser.status == 403
    assert talk_office.talks.talks[1].status is TalkStatus.WAITING


async def test_a_talk_is_taken_by_one(talk_office: TalkOffice) -> None:
    """The second is told who was quicker; the look is noted for the first only."""
    talk_office.talks.ask("web:1")
    async with at_desk(talk_office, "operator") as first, at_desk(talk_office, "wang8021") as second:
        assert (await asked(first, "/desk/talks/1/take", version="1"))[0] == 200
        status, told = await asked(second, "/desk/talks/1/take", version="1")
    assert (status, told["error"]["message"]) == (409, "这通会话现在由钱话务接待。")
    assert await talk_office.deeds("talk_seen") == [("operator", "talk:1")]


async def test_next_takes_emergencies_first_then_what_was_passed_to_her(talk_office: TalkOffice) -> None:
    """Then who waits longest; what was passed to somebody else stays for her."""
    talks = talk_office.talks
    for at, reason in enumerate((Reason.ASKED, Reason.ASKED, Reason.EMERGENCY, Reason.ASKED)):
        talks.ask(f"web:{at}", reason)
        talk_office.clock.move(seconds=1)
    talks._put(talks.talks[2], "transferred", "chief", "请帮忙", operator="operator")
    talks._put(talks.talks[4], "transferred", "chief", "请帮忙", operator="wang8021")
    async with at_desk(talk_office, "operator") as browser:
        order = [(await asked(browser, "/desk/talks/next"))[1]["talk"]["number"] for _ in range(3)]
        status, told = await asked(browser, "/desk/talks/next")
    assert order == [3, 2, 1]
    assert (status, told["error"]["message"]) == (409, "现在没有人排队。")


async def test_the_same_form_is_said_once(talk_office: TalkOffice) -> None:
    """A line that is sent again after a broken connection does not reach the citizen twice."""
    talk_office.talks.ask("web:1")
    async with at_desk(talk_office, "operator") as browser:
        await asked(browser, "/desk/talks/next")
        for _ in range(2):
            assert (await asked(browser, "/desk/talks/1/say", text=" 您好\r\n请稍等\x00 ", form=FORM))[0] == 200
    assert [line.text for line in talk_office.talks.said["web:1"]] == ["您好\n请稍等"]


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"text": "", "form": FORM}, 422, "还没有写内容，也没有选文件。"),
        ({"text": " \n\x00", "form": FORM}, 422, "还没有写内容，也没有选文件。"),
        ({"text": "好" * 4001, "form": FORM}, 422, "一次最多发4000字，现在4001字，请分几次发送。"),
        ({"text": "好", "form": ""}, 400, "页面数据不完整，请刷新页面后重发。"),
        ({"text": "好", "form": "'; drop"}, 400, "页面数据不完整，请刷新页面后重发。"),
        ({"text": "好", "form": FORM, "files": "f" * 32}, 410, "文件已过期，请重新选择。"),
    ],
    ids=["empty", "blank", "too-long", "no-form", "odd-form", "unknown-file"],
)
async def test_a_line_that_cannot_be_said_is_refused_in_words(
    talk_office: TalkOffice, fields: dict[str, str], status: int, words: str
) -> None:
    """And nothing reaches the citizen."""
    talk_office.talks.ask("web:1")
    async with at_desk(talk_office, "operator") as browser:
        await asked(browser, "/desk/talks/next")
        told = await asked(browser, "/desk/talks/1/say", **fields)
    assert (told[0], told[1]["error"]["message"]) == (status, words)
    assert talk_office.talks.said.get("web:1", []) == []


async def test_the_longest_line_passes(talk_office: TalkOffice) -> None:
    """Four thousand characters."""
    talk_office.talks.ask("web:1")
    async with at_desk(talk_office, "operator") as browser:
        await asked(browser, "/desk/talks/next")
        assert (await asked(browser, "/desk/talks/1/say", text="好" * 4000, form=FORM))[0] == 200
    assert len(talk_office.talks.said["web:1"][0].text) == 4000


async def test_a_talk_that_is_not_there_is_told_as_such(talk_office: TalkOffice) -> None:
    """Nothing breaks, whatever number is asked for; what is no number is no address."""
    fields = {"version": "1", "text": "好", "form": FORM, "outcome": "answered"}
    async with at_desk(talk_office, "operator") as browser, at_desk(talk_office, "chief") as chief:
        for number in ("0", "7", "999999999"):
            for act in ("take", "say", "return", "close", "transfer", "join"):
                asker = chief if act == "join" else browser
                status, told = await asked(asker, f"/desk/talks/{number}/{act}", **fields)
                assert status in {404, 409}, act
                assert "没有这通会话" in told["error"]["message"], act
        for path in ("/desk/talks/x/take", "/desk/talks/-1/say", f"/desk/talks/{'9' * 10}/take"):
            assert (await asked(browser, path, **fields))[0] == 404


async def test_nobody_acts_on_a_colleagues_talk(talk_office: TalkOffice) -> None:
    """She is told who has it."""
    talk_office.talks.ask("web:1")
    fields = {"version": "2", "text": "好", "form": FORM, "outcome": "answered"}
    async with at_desk(talk_office, "operator") as hers, at_desk(talk_office, "wang8021") as other:
        await asked(hers, "/desk/talks/next")
        for act in ("say", "return", "close", "transfer"):
            status, told = await asked(other, f"/desk/talks/1/{act}", **fields)
            assert (status, told["error"]["message"]) == (409, "这通会话现在由钱话务接待。"), act
    assert talk_office.talks.talks[1].operator == "operator"


async def test_an_act_on_an_old_version_changes_nothing(talk_office: TalkOffice) -> None:
    """The page has to look again first."""
    talk_office.talks.ask("web:1")
    async with at_desk(talk_office, "operator") as browser:
        await asked(browser, "/desk/talks/next")
        for version in ("1", "", "x", "99999999999"):
            told = await asked(browser, "/desk/talks/1/return", version=version)
            assert (told[0], told[1]["error"]["code"]) == (409, "talk_changed")
        assert (await asked(browser, "/desk/talks/1/return", version="2"))[0] == 200
    assert talk_office.talks.talks[1].status is TalkStatus.RETURNED


async def test_a_talk_ends_with_an_outcome_of_the_list(talk_office: TalkOffice) -> None:
    """Not with any other word."""
    talk_office.talks.ask("web:1")
    async with at_desk(talk_office, "operator") as browser:
        await asked(browser, "/desk/talks/next")
        told = await asked(browser, "/desk/talks/1/close", version="2", outcome="随便")
        assert (told[0], told[1]["error"]["message"]) == (422, "请选择结果。")
        assert (await asked(browser, "/desk/talks/1/close", version="2", outcome="ticket"))[0] == 200
    assert talk_office.talks.talks[1].outcome == "ticket"


@pytest.mark.parametrize(
    ("to", "note", "words"),
    [
        ("operator", "", "不能转给自己，请选别的同事，或退回排队。"),
        ("nobody", "", "没有这位同事，或者他不能接待市民，请从列表里选择。"),
        ("police", "", "没有这位同事，或者他不能接待市民，请从列表里选择。"),
        ("wang8021", "长" * 301, "留言最多300字，现在301字。"),
    ],
)
async def test_a_talk_goes_to_nobody_who_cannot_lead_it(
    talk_office: TalkOffice, to: str, note: str, words: str
) -> None:
    """It stays where it is."""
    talk_office.talks.ask("web:1")
    async with at_desk(talk_office, "operator") as browser:
        await asked(browser, "/desk/talks/next")
        told = await asked(browser, "/desk/talks/1/transfer", version="2", to=to, note=note)
    assert (told[0], told[1]["error"]["message"]) == (422, words)


async def test_the_list_of_colleagues_names_who_is_there(talk_office: TalkOffice) -> None:
    """At their desks within two minutes, those with the fewest talks first; never herself."""
    for at in range(2):
        talk_office.talks.ask(f"web:{at}")
    async with at_desk(talk_office, "operator") as one, at_desk(talk_office, "wang8021") as two:
        async with at_desk(talk_office, "chen8022") as away:
            await asked(away, "/desk/talks/present")
        talk_office.clock.move(seconds=121)
        for browser in (one, two):
            await asked(browser, "/desk/talks/present")
        await asked(two, "/desk/talks/next")
        async with one.client.get("/desk/talks/duty") as response:
            told = await response.json()
    assert told == {"colleagues": [{"login": "wang8021", "name": "王话务", "role": "话务员", "talks": 1}]}


async def test_an_overseer_moves_and_joins_any_talk(talk_office: TalkOffice) -> None:
    """Without being the one who leads it; an operator may not join."""
    talk_office.talks.ask("web:1")
    async with at_desk(talk_office, "operator") as hers, at_desk(talk_office, "chief") as chief:
        await asked(hers, "/desk/talks/next")
        assert (await asked(hers, "/desk/talks/1/join"))[0] == 403
        assert (await asked(chief, "/desk/talks/1/transfer", version="2", to="wang8021", note="请接手"))[0] == 200
        assert talk_office.talks.talks[1].operator == "wang8021"
        assert (await asked(chief, "/desk/talks/1/join"))[0] == 200
        assert (await asked(chief, "/desk/talks/1/say", text="我来处理", form=FORM))[0] == 200
    assert talk_office.talks.talks[1].operator == "chief"
    assert talk_office.talks.said["web:1"][-1].by == "chief"


async def test_a_file_is_checked_and_sent_with_the_next_line(talk_office: TalkOffice) -> None:
    """As citizens' files are; the download is noted, a preview is a picture, strangers get neither."""
    talk_office.talks.ask("web:1")
    async with at_desk(talk_office, "operator") as browser, at_desk(talk_office, "wang8021") as other:
        await asked(browser, "/desk/talks/next")
        assert (await uploaded(browser, b"MZ\x90\x00" + b"\x00" * 200, "表.exe"))[0] == 415
        assert (await uploaded(browser, b"", "空.png"))[0] == 400
        assert (await uploaded(browser, b"\x00" * (3 * 1024 * 1024), "大.png"))[0] == 413
        assert (await uploaded(other, PHOTO, "材料.png"))[0] == 409
        status, told = await uploaded(browser, PHOTO, "材料.png")
        key = told["file"]["key"]
        assert (status, told["file"]["kind"]) == (201, "photo")
        assert (await asked(browser, "/desk/talks/1/say", text="", form=FORM, files=key))[0] == 200
        assert talk_office.talks.said["web:1"][0].files[0].name == "材料.png"
        async with browser.client.get(f"/desk/talks/1/files/{key}") as response:
            assert await response.read() == PHOTO
            assert response.headers["Content-Disposition"].startswith("attachment")
        async with browser.client.get(f"/desk/talks/1/previews/{key}") as response:
            assert response.content_type == "image/png"
        async with other.client.get(f"/desk/talks/1/files/{key}") as response:
            assert response.status == 404
    assert await talk_office.deeds("file_taken") == [("operator", "talk:1")]


async def uploaded(browser: Browser, content: bytes, name: str) -> tuple[int, dict[str, dict[str, str]]]:
    """A file as the page sends it."""
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("file", BytesIO(content), filename=name)
    headers = {"X-CSRF": browser.csrf, "Accept": "application/json"}
    async with browser.client.post("/desk/talks/1/files", data=form, headers=headers) as response:
        return response.status, await response.json()
