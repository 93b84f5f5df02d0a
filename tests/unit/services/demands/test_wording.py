"""What the form says: every event has its words, no button is too long, nothing personal is shown to others."""

from dataclasses import replace

import pytest

from bot.adapters.phrasebook import YamlPhrasebook
from bot.domain.demands.answers import Event, Heard
from bot.domain.demands.asides import Aside
from bot.domain.demands.draft import Draft, Slot
from bot.domain.demands.words import Steer
from bot.domain.tickets.terms import Privacy, TicketType
from bot.services.demands.wording import DemandWording
from tests.unit.domain.demands.demand_samples import (
    MOBILE,
    NEIGHBOURS,
    asking_contact,
    asking_place,
    asking_to_confirm,
    asking_to_join,
    asking_whether_second,
    told,
)
from tests.unit.services.demands.form_office import FormOffice
from tests.unit.services.tickets.memory_tickets import due

REASONS = [
    "too_little",
    "too_general",
    "which_compound",
    "unknown_place",
    "no_place",
    "no_time",
    "too_short",
    "too_long",
    "wrong_start",
    "identity",
    "no_number",
    "impossible",
    "future",
    "which",
]
HIDDEN = [Steer.ANONYMOUS, Steer.CONFIDENTIAL, Steer.NAMED, Steer.NO_PHONE]


@pytest.fixture
def wording(phrasebook: YamlPhrasebook) -> DemandWording:
    """The words for the form."""
    return DemandWording(phrasebook)


def said_to(wording: DemandWording, heard: Heard) -> str:
    """The one reply to a message."""
    (reply,) = wording.question(heard)
    return reply.text


@pytest.mark.parametrize("reason", REASONS)
def test_each_fault_says_what_to_do(wording: DemandWording, phrasebook: YamlPhrasebook, reason: str) -> None:
    """And after three of them there is a way out."""
    heard = Heard(asking_contact(), Event.WRONG, reason)
    fault = phrasebook.words(f"utter_form_wrong_{reason}")
    assert said_to(wording, heard).startswith(fault)
    third = replace(heard, draft=replace(heard.draft, tries=3))
    assert said_to(wording, third).endswith(phrasebook.words("utter_form_may_skip"))
    about_what = replace(told("我要投诉"), tries=3)
    assert said_to(wording, replace(heard, draft=about_what)).endswith(phrasebook.words("utter_form_may_call"))


@pytest.mark.parametrize("aside", Aside)
def test_each_worry_is_answered(wording: DemandWording, phrasebook: YamlPhrasebook, aside: Aside) -> None:
    """Then the question is asked again."""
    text = said_to(wording, Heard(asking_contact(), Event.ASIDE, aside))
    answer, asked = phrasebook.words(f"utter_form_aside_{aside}"), phrasebook.words("utter_form_ask_contact")
    assert text == f"{answer}\n{asked}"


@pytest.mark.parametrize("wish", HIDDEN)
def test_each_wish_about_who_may_know_is_confirmed(
    wording: DemandWording, phrasebook: YamlPhrasebook, wish: Steer
) -> None:
    """Alone, or beside something told."""
    words = phrasebook.words(f"utter_form_{wish}")
    assert words in said_to(wording, Heard(asking_contact(), Event.ANSWERED, "who_may_know", wish))
    assert words in said_to(wording, Heard(asking_contact(), Event.BEGAN, hidden=wish))


@pytest.mark.parametrize("event", [one for one in Event if one not in (Event.WRONG, Event.ASIDE)])
@pytest.mark.parametrize("draft", [told("我要投诉"), asking_contact(), asking_to_confirm(), asking_to_join()])
def test_every_event_has_its_words_at_every_question(wording: DemandWording, event: Event, draft: Draft) -> None:
    """No key is missing."""
    skips = (Event.CANCELLED, Event.CONFIRMED, Event.INTERRUPTED)
    assert event in skips or said_to(wording, Heard(draft, event))


@pytest.mark.parametrize("kind", TicketType)
def test_each_type_is_asked_for_in_its_own_words(
    wording: DemandWording, phrasebook: YamlPhrasebook, kind: TicketType
) -> None:
    """Who asks for help has not been wronged."""
    draft = told("我要投诉", kind=kind)
    assert said_to(wording, Heard(draft, Event.BEGAN)).endswith(phrasebook.words(f"utter_form_ask_what_{kind}"))


def test_a_matter_is_told_anew_with_a_warning(wording: DemandWording, phrasebook: YamlPhrasebook) -> None:
    """New words take the place of old ones."""
    draft = replace(asking_to_confirm(), fixing=Slot.WHAT).asking()
    assert said_to(wording, Heard(draft, Event.FIXING, "what")) == phrasebook.words("utter_form_ask_what_again")


@pytest.mark.parametrize("slot", [slot for slot in Slot if slot is not Slot.JOIN])
def test_buttons_fit_every_channel(wording: DemandWording, slot: Slot) -> None:
    """At most five, none longer than Telegram takes (64 bytes)."""
    draft = replace(asking_whether_second() if slot is Slot.SECOND else asking_contact(), asks=slot)
    (reply,) = wording.question(Heard(draft, Event.RESUMED))
    assert 1 <= len(reply.buttons) <= 5
    assert all(len(button.payload.encode()) <= 64 for button in reply.buttons)
    assert reply.data["asks"] == slot.value


def test_neighbours_are_offered_by_number(wording: DemandWording) -> None:
    """And never more than their title, district and day."""
    (reply,) = wording.question(Heard(asking_to_join(), Event.ANSWERED, "contact"))
    assert [button.payload for button in reply.buttons] == [
        *(f"form:join:{n.number}" for n in NEIGHBOURS),
        "form:alone",
    ]
    assert all(len(button.payload.encode()) <= 64 for button in reply.buttons)
    assert "1. 室温不达标\n2. 室温不达标" in reply.text


def test_the_summary_shows_what_will_be_filed(wording: DemandWording) -> None:
    """The number is half hidden; what such a demand does not need is not mentioned."""
    text = said_to(wording, Heard(asking_to_confirm(), Event.ANSWERED, "contact"))
    assert "联系：139****5678" in text
    assert "附件" not in text
    suggestion = replace(told("建议江边多放几条长椅", kind=TicketType.SUGGESTION), phone=MOBILE).asking()
    text = said_to(wording, Heard(suggestion, Event.ANSWERED, "contact"))
    assert "地点" not in text
    assert "时间" not in text


def test_the_summary_never_shows_her_number_whole(wording: DemandWording) -> None:
    """Not where she told it in the middle of her story either."""
    draft = replace(asking_to_confirm(), parts=(f"路灯坏了，我电话{MOBILE}",))
    text = said_to(wording, Heard(draft, Event.ANSWERED))
    assert "我电话139****5678" in text
    assert MOBILE not in text


def test_a_long_story_is_shortened_in_the_summary(wording: DemandWording) -> None:
    """It is filed whole all the same."""
    draft = replace(asking_to_confirm(), parts=("楼道" * 500,))
    assert "……" in said_to(wording, Heard(draft, Event.ADDED))
    assert len(said_to(wording, Heard(draft, Event.ADDED))) < 400


async def test_who_filed_is_told_when_and_why(phrasebook: YamlPhrasebook, wording: DemandWording) -> None:
    """Number, code, both dates and the ground; how to ask depends on whether there is a telephone."""
    office = FormOffice(phrasebook)
    ticket = await office.file("阳光小区3号楼路灯一直不亮", MOBILE)
    answer = due("answer", ticket.clocks[0].due_at)
    named = wording.filed(ticket, answer)
    for piece in (
        ticket.number,
        ticket.query_code,
        "11月24日（周二）09:00",
        "11月29日（周日）09:00",
        "因为accept",
        "依据",
    ):
        assert piece in named.text, piece
    assert "电话后四位" in named.text
    assert [button.payload.partition(":")[0] for button in named.buttons] == ["ticket", "add", "withdraw"]
    hidden = replace(ticket, person=replace(ticket.person, phone="", privacy=Privacy.ANONYMOUS), merged_into="SL1")
    text = wording.filed(hidden, answer).text
    assert "电话后四位" not in text
    assert phrasebook.words("utter_ticket_anonymous") in text
    assert phrasebook.words("utter_ticket_joined") in text


def test_no_sentence_of_the_form_is_a_wall_of_text(phrasebook: YamlPhrasebook) -> None:
    """At most three sentences, but for lists, the summary and the receipt."""
    longer = {"utter_ticket_filed", "utter_form_right_way", "utter_form_ask_join", "utter_form_summary"}
    keys = [key for key in phrasebook.keys if key.startswith("utter_form_") and key not in longer]
    walls = {key: text for key in keys if (text := phrasebook._wordings[key].text).count("。") + text.count("？") > 3}
    assert walls == {}
    assert all(len(phrasebook._wordings[key].text) <= 90 for key in keys)


def test_a_place_question_names_what_helps(wording: DemandWording, phrasebook: YamlPhrasebook) -> None:
    """Village or town, shop or compound."""
    assert said_to(wording, Heard(asking_place(), Event.ANSWERED)) == phrasebook.words("utter_form_ask_place")
