"""Forms in the conversation: what has the first word, what opens one, and what is said twice."""

from dataclasses import replace

import pytest

from bot.domain.demands.draft import Said, Slot
from bot.domain.talk.message import Kind
from bot.domain.talk.papers import Pending
from bot.domain.talk.route import Route
from bot.domain.tickets.terms import TicketType
from bot.domain.tickets.ticket import Attachment
from bot.services.ports import Phrasebook
from tests.unit.domain.demands.demand_samples import MOBILE
from tests.unit.services.demands.form_office import FormOffice, desk, text_of

PHOTO = Attachment("k", "1.jpg", "image/jpeg", 9)
STORY = ("阳光小区3号楼路灯一直不亮", MOBILE)


@pytest.fixture
def office(phrasebook: Phrasebook) -> FormOffice:
    """A conversation at its beginning."""
    return FormOffice(phrasebook)


@pytest.mark.parametrize(
    ("route", "kind"),
    [
        (Route.COMPLAINT, TicketType.COMPLAINT),
        (Route.REPORT, TicketType.REPORT),
        (Route.HELP, TicketType.HELP),
        (Route.SUGGESTION, TicketType.SUGGESTION),
    ],
)
async def test_a_wish_opens_its_form(office: FormOffice, route: Route, kind: TicketType) -> None:
    """Four routes, four types."""
    await office.hear("这个事儿得有个说法", route)
    assert office.draft.type is kind


@pytest.mark.parametrize(
    ("text", "route", "kind"),
    [
        ("我要举报", Route.WITHDRAW, TicketType.REPORT),
        ("投诉", Route.WITHDRAW, TicketType.COMPLAINT),
        ("我要举报，昨天有个骗子骗走我爹两千", Route.STATUS, TicketType.REPORT),
        ("提个建议", Route.OUT_OF_SCOPE, TicketType.SUGGESTION),
    ],
)
async def test_so_many_words_open_a_form_whatever_the_model_makes_of_them(
    office: FormOffice, text: str, route: Route, kind: TicketType
) -> None:
    """A rule reads what the model cannot."""
    await office.hear(text, route)
    assert office.draft.type is kind


@pytest.mark.parametrize("text", ["我要投诉的那个事撤了吧", "补身份证多少钱", "投诉电话多少"])
async def test_other_words_open_none(office: FormOffice, text: str) -> None:
    """To ask about complaints, or to take one back, is not to lodge one."""
    await office.hear(text, Route.WITHDRAW if "撤" in text else Route.GUIDE, Kind.GUIDE)
    assert office.conversation.papers.draft is None


async def test_a_double_tap_files_one_ticket(office: FormOffice) -> None:
    """The second 提交, by button or in words, gets a friendly word and the number."""
    ticket = await office.file(*STORY)
    for turn in (await office.press("form:confirm"), await office.hear("提交")):
        assert turn is not None
        assert turn.change is None
        assert ticket.number in text_of(turn)
    assert list(office.tickets.tickets) == [ticket.number]


async def test_long_after_filing_the_old_button_says_that_it_is_over(office: FormOffice) -> None:
    """And a bare 提交 is nobody's business here."""
    await office.file(*STORY)
    office.wait(minutes=11)
    assert text_of(await office.press("form:confirm")) == office.phrasebook.words("utter_form_gone")
    assert await office.hear("提交") is None


@pytest.mark.parametrize("word", ["好的", "嗯", "谢谢"])
async def test_a_word_after_filing_is_small_talk(office: FormOffice, word: str) -> None:
    """It confirms nothing any more."""
    await office.file(*STORY)
    assert await office.hear(word, Route.THANKS, Kind.CHITCHAT) is None


@pytest.mark.parametrize("payload", ["form:confirm", "form:cancel", "form:join:SL1", "form:open:nonsense", "form:"])
async def test_a_button_without_its_form_says_so(office: FormOffice, payload: str) -> None:
    """Nothing opens, nothing breaks."""
    assert text_of(await office.press(payload)) == office.phrasebook.words("utter_form_gone")
    assert office.conversation.papers.draft is None


async def test_a_question_without_answer_may_be_registered(office: FormOffice) -> None:
    """Its button hangs below the answer and opens a form with the question as its matter."""
    turn = await office.hear("两地户口合并学籍怎么算", Route.CONSULT)
    assert turn is not None
    assert [button.payload for button in turn.outcome.answer.replies[-1].buttons] == ["form:open:consult"]
    assert turn.outcome.answer.route is Route.CONSULT
    await office.press("form:open:consult")
    assert office.draft.text == "两地户口合并学籍怎么算"
    assert office.conversation.papers.before is None


async def test_a_guide_answer_offers_no_registration(office: FormOffice) -> None:
    """Whoever got an answer needs none."""
    assert await office.hear("补身份证多少钱", Route.GUIDE, Kind.GUIDE) is None
    assert await office.hear("这个归谁管", Route.CONSULT, Kind.GUIDE) is None


@pytest.mark.parametrize("route", [Route.OUT_OF_SCOPE, Route.URGE, Route.GOODBYE])
async def test_a_trouble_that_was_not_heard_opens_a_form(office: FormOffice, route: Route) -> None:
    """Whatever the model made of it, if that was not an answer."""
    await office.hear("迎宾街路灯一直不亮", route)
    assert office.draft.text == "迎宾街路灯一直不亮"


@pytest.mark.parametrize("route", [Route.GUIDE, Route.CONSULT])
async def test_a_trouble_that_found_an_answer_is_offered_to_be_registered(office: FormOffice, route: Route) -> None:
    """The answer stays, and 要 is enough."""
    found = await office.hear("井盖丢了好几天没人管", route, Kind.CLARIFY)
    assert found is not None
    assert [reply.text for reply in found.outcome.answer.replies] == ["答", office.phrasebook.words("utter_form_offer")]
    await office.hear("要")
    assert office.draft.text == "井盖丢了好几天没人管"


async def test_an_offer_is_declined_or_forgotten(office: FormOffice) -> None:
    """不用 ends it; after another question a plain 好 accepts nothing, but its button still does."""
    await office.hear("井盖丢了好几天没人管", Route.GUIDE, Kind.CLARIFY)
    await office.hear("不用")
    assert await office.hear("好") is None
    await office.hear("井盖丢了好几天没人管", Route.GUIDE, Kind.CLARIFY)
    await office.hear("补身份证多少钱", Route.GUIDE, Kind.GUIDE)
    assert office.conversation.papers.before is not None
    await office.hear("好")
    assert office.conversation.papers.draft is None
    await office.press("form:open:complaint")
    assert office.draft.text == "井盖丢了好几天没人管"


async def test_photos_wait_an_hour_for_their_story(office: FormOffice) -> None:
    """Then they are in the form; later they are gone."""
    await office.bring(PHOTO)
    await office.bring(coordinates=(43.5, 123.5))
    office.wait(minutes=30)
    await office.hear("就这堆垃圾没人收", Route.COMPLAINT)
    assert (office.draft.files, office.draft.coordinates) == ((PHOTO,), (43.5, 123.5))
    await office.press("form:cancel")
    await office.bring(PHOTO)
    office.wait(minutes=61)
    await office.hear("就这堆垃圾没人收", Route.COMPLAINT)
    assert office.draft.files == ()


async def test_an_open_form_reminds_after_anything_else(office: FormOffice) -> None:
    """A button of a guide, a choice by number, an emoji."""
    await office.hear("路灯坏了没人修，我要投诉", Route.COMPLAINT)
    turn = office.papers.beside(office.conversation, desk(Route.GUIDE, Kind.GUIDE, "办事指南"))
    assert turn.outcome.answer.route is Route.GUIDE
    assert text_of(turn).startswith("办事指南\n" + office.phrasebook.words("utter_form_reminder", type="投诉"))
    assert turn.papers == office.conversation.papers


async def test_without_a_form_nothing_is_added(office: FormOffice) -> None:
    """The desk's answer goes out as it is."""
    assert office.papers.beside(office.conversation, desk()).outcome == desk()


async def test_an_open_question_about_a_ticket_comes_first(office: FormOffice) -> None:
    """Photos without a word are then for the ticket, and 好 is its answer."""
    papers = replace(office.conversation.papers, pending=Pending("add", office.at, "SL20261123-0009-K"))
    office.conversation = replace(office.conversation, papers=papers)
    await office.bring(PHOTO)
    assert office.conversation.papers.before is None


async def test_what_is_urgent_stays_told(office: FormOffice) -> None:
    """Its answer comes first, but the story is in the form."""
    await office.hear("我要投诉")
    said = Said("隔壁仓库着火了三回没人管", "隔壁仓库着火了三回没人管", office.at)
    papers = office.papers.overheard(said, office.conversation)
    assert papers.draft is not None
    assert papers.draft.parts == (said.text,)
    assert papers.draft.asks is Slot.PLACE


async def test_a_suspicion_of_danger_is_passed_on_only_with_a_reason(office: FormOffice) -> None:
    """The model alone cries wolf."""
    await office.hear("路灯坏了没人修，我要投诉", Route.COMPLAINT)
    quiet = await office.hear("对了还有，树枝也把灯挡住了", Route.EMERGENCY, Kind.EMERGENCY)
    assert quiet is not None
    assert quiet.outcome.answer.route is Route.COMPLAINT
    loud = await office.hear("对了还有，灯杆歪了要砸着孩子", Route.EMERGENCY, Kind.EMERGENCY)
    assert loud is not None
    assert (loud.outcome.answer.route, loud.outcome.answer.replies[0].kind) == (Route.EMERGENCY, Kind.EMERGENCY)


async def test_a_form_that_lay_too_long_is_mourned_once(office: FormOffice) -> None:
    """Its old button is not told twice that it is over."""
    await office.hear(STORY[0], Route.COMPLAINT)
    before = office.conversation
    office.wait(hours=25)
    turn = await office.press("form:confirm")
    assert turn is not None
    outcome = office.papers.lapsed(before, office.conversation, turn.outcome)
    assert [reply.text for reply in outcome.answer.replies] == [office.phrasebook.words("utter_form_lapsed")]
    assert office.papers.lapsed(office.conversation, office.conversation, turn.outcome) == turn.outcome
