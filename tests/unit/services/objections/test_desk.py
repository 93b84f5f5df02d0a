"""Moves on objections by staff: saved once, with what the citizen is told."""

from dataclasses import dataclass, field, replace
from datetime import datetime

import pytest

from bot.adapters.phrasebook import YamlPhrasebook
from bot.domain.objections.life import IllegalObjectionMove
from bot.domain.objections.moves import OBJECTION_RULES, ObjectionMove
from bot.domain.objections.objection import Objection
from bot.domain.objections.terms import ObjectionStatus
from bot.services.objections.desk import NoSuchObjection, ObjectionDesk
from bot.services.objections.notices import TOLD, ObjectionNotices
from bot.services.objections.ports import ObjectionChange, ObjectionChanged
from bot.settings import ROOT
from tests.unit.domain.objections.objection_samples import (
    CITIZEN,
    CLERK,
    CODE,
    DECIDE,
    MARK,
    NUMBER,
    OFFICER,
    OPERATOR,
    ROAD_TO,
    after,
    by,
    filed,
    moved,
    of_company,
    standing,
)
from tests.unit.services.objections.memory_objections import MemoryObjections
from tests.unit.services.talk.small_desk import FakeScript
from tests.unit.services.tickets.memory_tickets import due

PHRASES = YamlPhrasebook(ROOT / "nlu_data" / "domain")
NOTICES = ObjectionNotices(PHRASES, FakeScript())


class Noon:
    """It is always the same time."""

    def now(self) -> datetime:
        """Three hours after filing."""
        return after(3)


@dataclass
class Bureau:
    """The desk on a store in memory."""

    store: MemoryObjections = field(default_factory=MemoryObjections)

    @property
    def desk(self) -> ObjectionDesk:
        """A program that was just started."""
        return ObjectionDesk(self.store, due, NOTICES, Noon())

    async def put(self, objection: Objection) -> Objection:
        """In the store, as it is read."""
        await self.store.save(ObjectionChange(replace(objection, version=0)), after(0))
        return replace(objection, version=1)


async def test_a_move_is_saved_with_the_word_for_the_citizen() -> None:
    """What comes back is what is stored."""
    bureau = Bureau()
    await bureau.put(filed())
    marked = await bureau.desk.move(NUMBER, MARK, version=1)
    assert marked == await bureau.store.get(NUMBER)
    assert (marked.status, marked.version) == (ObjectionStatus.MARKED, 2)
    (notice,) = bureau.store.notices
    assert (notice.conversation, notice.channel) == ("cli:1", "cli")
    assert NUMBER in notice.reply.text
    assert "有异议，核实中" in notice.reply.text


async def test_an_old_screen_moves_nothing() -> None:
    """Two clerks at one objection: the second is told so, also by a double click."""
    bureau = Bureau()
    await bureau.put(filed())
    await bureau.desk.move(NUMBER, MARK, version=1)
    with pytest.raises(ObjectionChanged):
        await bureau.desk.move(NUMBER, DECIDE, version=1)
    assert len(bureau.store.notices) == 1


async def test_what_is_not_for_her_eyes_is_not_there() -> None:
    """Neither to see nor to move."""
    bureau = Bureau()
    await bureau.put(filed())
    for actor in (OPERATOR, CLERK, CITIZEN):
        with pytest.raises(NoSuchObjection):
            await bureau.desk.see(NUMBER, actor)
        with pytest.raises(NoSuchObjection):
            await bureau.desk.move(NUMBER, replace(MARK, actor=actor), version=1)
    with pytest.raises(NoSuchObjection):
        await bureau.desk.see("SL20261123-0099-X", OFFICER)


async def test_what_the_table_forbids_is_refused_and_nothing_saved() -> None:
    """With the reason."""
    bureau = Bureau()
    await bureau.put(filed())
    with pytest.raises(IllegalObjectionMove, match="wrong_status"):
        await bureau.desk.move(NUMBER, DECIDE, version=1)
    stored = await bureau.store.get(NUMBER)
    assert stored
    assert (len(stored.steps), bureau.store.notices) == (1, [])


@pytest.mark.parametrize("move", OBJECTION_RULES)
def test_every_notice_tells_number_and_title_and_leaves_no_hole(move: ObjectionMove) -> None:
    """And moves that are not hers to hear tell nothing; nor is there a word where there is no conversation."""
    target = OBJECTION_RULES[move].target
    objection = standing(target) if target else filed()
    notice = NOTICES.about(objection, move)
    assert (notice is not None) is (move in TOLD)
    assert NOTICES.about(replace(objection, conversation=""), move) is None
    if notice:
        said = notice.reply.text
        assert NUMBER in said
        assert objection.title in said
        assert "{" not in said
        assert notice.reply.data["type"] == "objection"
        is_open = not objection.status.is_final
        assert [button.payload for button in notice.reply.buttons] == ([f"ticket:{NUMBER}"] if is_open else [])


@pytest.mark.parametrize(
    ("objection", "next_word"),
    [
        (moved(filed(), MARK), "由市政数局决定改不改"),
        (moved(filed(department="市公安局"), MARK), "转给管这条数据的部门"),
    ],
)
def test_marking_tells_what_comes_next_by_when_and_why(objection: Objection, next_word: str) -> None:
    """For data of the bureau, and of a department."""
    notice = NOTICES.about(objection, ObjectionMove.MARK)
    assert notice
    assert f"接下来：{next_word}，最晚11月28日（周六）09:00" in notice.reply.text
    assert "为什么是这天：因为" in notice.reply.text


def test_telling_brings_the_whole_letter_and_how_to_print_it() -> None:
    """Who decided what and why, on what ground, and what she can do."""
    notice = NOTICES.about(standing(ObjectionStatus.TOLD), ObjectionMove.TELL)
    assert notice
    for part in (
        "公共数据异议处理决定告知书",
        "王小明：",
        "2026年11月23日收到对办事指南的数据（身份证丢失补领·收费）提出的异议",
        "经双辽市公安局核实",
        "处理决定：予以更正。",
        "更正后的内容：每证40元",
        "理由：收费标准已经调整",
        "第四十四条",
        "60日内依法申请行政复议",
        "6个月内依法向人民法院提起行政诉讼",
        "双辽市政务服务和数字化建设管理局\n2026年11月25日",
        f"/letters/{NUMBER}",
        CODE,
    ):
        assert part in notice.reply.text


def test_where_the_program_has_an_address_the_letter_is_one_press_away() -> None:
    """With number and code in it."""
    notices = ObjectionNotices(PHRASES, FakeScript(), "https://desk.example/")
    notice = notices.about(standing(ObjectionStatus.TOLD), ObjectionMove.TELL)
    assert notice
    assert f"打印告知书：https://desk.example/letters/{NUMBER}?code={CODE}" in notice.reply.text


def test_not_taking_tells_why_and_where_to_go() -> None:
    """Of open data with catalogue, record and field; to the company."""
    notice = NOTICES.about(standing(ObjectionStatus.NOT_TAKEN, of_company(filed())), ObjectionMove.NOT_TAKE)
    assert notice
    for part in (
        "公共数据异议不予受理告知书",
        "双辽某商贸公司：",
        "公共数据开放平台的数据（市场主体名录，双辽某商贸公司，联系电话）",
        "理由：不是公共数据\n是网上论坛的帖子",
        "可以找：请找论坛 的管理员",
        "行政复议",
    ):
        assert part in notice.reply.text


def test_whoever_writes_traditional_characters_is_told_in_them() -> None:
    """Words and buttons."""
    notice = NOTICES.about(replace(moved(filed(), MARK), traditional=True), ObjectionMove.MARK)
    plain = NOTICES.about(moved(filed(), MARK), ObjectionMove.MARK)
    assert notice
    assert plain
    assert notice.reply.text == FakeScript().traditional(plain.reply.text)
    assert [one.title for one in notice.reply.buttons] == [
        FakeScript().traditional(one.title) for one in plain.reply.buttons
    ]


async def test_a_day_at_the_bureau() -> None:
    """Handed over, verified, acknowledged, told: three words for the citizen, each by her number."""
    bureau = Bureau()
    await bureau.put(filed())
    for place, command in enumerate(ROAD_TO[ObjectionStatus.TOLD], 1):
        await bureau.desk.move(NUMBER, command, version=place)
    told = [notice.reply.text.splitlines()[0] for notice in bureau.store.notices]
    assert [line.split("）")[1][:6] for line in told] == ["已经标注“有", "转给双辽市公", "有决定了："]
    assert list(await bureau.store.marks()) == []
    assert [one.text for one in await bureau.store.corrections()] == ["每证40元"]


def test_a_plan_saves_nothing() -> None:
    """A citizen's own moves are saved with the answer that tells of them."""
    bureau = Bureau()
    change = bureau.desk.plan(filed(), by(CITIZEN, ObjectionMove.WITHDRAW, 1))
    assert change.objection.status is ObjectionStatus.WITHDRAWN
    assert len(change.notices) == 1
    assert bureau.store.objections == {}
