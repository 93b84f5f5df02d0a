"""What the contract tests store: messages, answers and moments."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from bot.adapters.store.message_store import SqlMessageStore
from bot.domain.files.refusal import Refusal
from bot.domain.guides.facet import Facet
from bot.domain.talk.conversation import Conversation, Focus, Option
from bot.domain.talk.message import Answer, AttachmentKind, Button, Inbound, Kind, Reply
from bot.domain.talk.route import Route
from bot.domain.tickets.ticket import Attachment
from bot.services.ports import Done, Outcome

NOON = datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=8)))
"""Noon in 双辽, on a Monday; the store gives it back in UTC."""

GUIDE = Reply(
    Kind.GUIDE,
    "〔身份证丢失补领〕收费\n丢失补领每证 40 元",
    (Button("带什么材料", "guide:SL-GA-003:materials"), Button("有用", "useful:SL-GA-003:fee")),
    {"item": "SL-GA-003", "facet": "fee", "version": 1},
)
NOTICE = Reply(Kind.NOTICE, "还想问什么？😀")
ANSWER = Answer(Route.GUIDE, (GUIDE, NOTICE))
FOCUS = Focus(
    item="SL-GA-003",
    facet=Facet.FEE,
    earlier=("SL-GA-001", "SL-MZ-001"),
    options=(Option("SL-GA-003", "丢了补领"), Option("SL-GA-004", "到期换领")),
    misses=1,
)
FULL = Inbound(
    channel="telegram",
    conversation="telegram:42",
    external_id="1001",
    text="身份證丟了，補一張多少錢？𠮷 \n 13800001234",
    payload="guide:SL-GA-003:fee",
    attachments=(AttachmentKind.PHOTO, AttachmentKind.LOCATION),
    files=(Attachment("0123456789abcdef" * 2, "楼道漏水.jpg", "image/jpeg", 2_345_678),),
    coordinates=(43.512601, 123.504208),
    refused=(Refusal.TOO_LARGE,),
    is_edit=True,
)


def later(seconds: float) -> datetime:
    """So long after noon."""
    return NOON + timedelta(seconds=seconds)


def utc(moment: datetime) -> datetime:
    """The same moment as the store spells it."""
    return moment.astimezone(UTC)


def said(external_id: str, conversation: str = "web:a", channel: str = "web", text: str = "补身份证多少钱") -> Inbound:
    """A plain message."""
    return Inbound(channel, conversation, external_id, text)


def done(number: int, conversation: Conversation, answer: Answer = ANSWER, by: str = "rasa") -> Done:
    """A message that was answered, the conversation one turn further."""
    moved = replace(conversation, focus=FOCUS, session=2, turns=5, traditional=True, updated_at=later(3))
    return Done(number, moved, "补身份证多少钱", Outcome(answer, FOCUS, by))


async def answered(store: SqlMessageStore, inbound: Inbound, answer: Answer = ANSWER) -> int:
    """Store a message and its answer; the message's number."""
    number, _ = await store.put(inbound, NOON)
    held = await store.claim(inbound.conversation, "desk", NOON)
    assert held is not None
    await store.finish(done(number, held.conversation, answer), "desk", later(3))
    return number
