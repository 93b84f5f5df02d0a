"""A guide in words: quoted, never rephrased."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.adapters.knowledge.book import Knowledge
from bot.domain.guides.facet import Facet
from bot.domain.guides.guide import Guide, Limit
from bot.services.guides.text import GuideText, enquiry_phone
from bot.services.ports import Phrasebook
from tests.unit.services.talk.small_desk import BARE, LOST, POLICE

LONGEST = 3000


@pytest.fixture(scope="session")
def text(phrasebook: Phrasebook) -> GuideText:
    """Tells guides in the real wording."""
    return GuideText(phrasebook)


@pytest.mark.parametrize(
    ("facet", "words"),
    [
        (Facet.OVERVIEW, ["身份证丢了可以补领。", "户口簿、登记表、数码相片", "派出所", "20个工作日", "每证40元"]),
        (Facet.MATERIALS, ["成年人补领", "本人到场", "孩子补领", "监护关系材料", "能核验的可以不带", "容缺后补"]),
        (Facet.PROCESS, ["1. 申请：到窗口说明情况", "2. 送达：凭回执领取"]),
        (Facet.TIME_LIMIT, ["20个工作日", "60天（自然日）", "交通不便可以延长"]),
        (Facet.FEE, ["每证40元", "发改价格〔2003〕2322号"]),
        (Facet.LOCATION, ["派出所", "民生街2号", "政务大厅", "辽河路1号", "夏季8:30至17:00", "法定节假日休息"]),
        (Facet.PHONE, ["派出所：0434-7000102", "0434-7000103", "0434-7000197", "0434-7000198", "12345"]),
        (Facet.CONDITIONS, ["1. 有双辽户口", "2. 原证丢失"]),
        (Facet.LEGAL_BASIS, ["《居民身份证法》（主席令第五十一号）第十一条"]),
        (Facet.ONLINE, ["能网上办", "在吉事办提交"]),
        (Facet.VISITS, ["1趟", "采一次指纹"]),
        (Facet.RESULT, ["居民身份证", "20年"]),
        (Facet.DELIVERY, ["可以邮寄", "邮费到付"]),
        (Facet.PROXY, ["不能代办", "要采集指纹"]),
    ],
)
def test_each_facet_quotes_its_fields(text: GuideText, facet: Facet, words: list[str]) -> None:
    """What stands in the guide stands in the answer, in its own words."""
    told = text.field(LOST, facet)
    assert [word for word in words if word not in told] == []


@pytest.mark.parametrize("facet", list(Facet))
def test_an_answer_names_item_department_and_source(text: GuideText, facet: Facet) -> None:
    """Heading first, source last, with the version and the day it was checked."""
    heading, *_, source = text.tell(LOST, facet).split("\n")
    assert LOST.name in heading
    assert "市公安局" in heading
    assert "第7版" in source
    assert "2026-11-22" in source
    assert "示例" not in source


def test_sample_content_is_marked(text: GuideText) -> None:
    """What the city has not confirmed says so, with a number to ask."""
    source = text.tell(BARE, Facet.PHONE).split("\n")[-1]
    assert "示例" in source
    assert POLICE.place.phone in source


@pytest.mark.parametrize("facet", [one for one in Facet if one not in (Facet.OVERVIEW, Facet.PHONE)])
def test_an_empty_facet_is_said_to_be_unpublished(text: GuideText, facet: Facet) -> None:
    """Nothing is invented for it; the department's number is given instead."""
    told = text.field(BARE, facet)
    assert "没有公布" in told
    assert POLICE.place.phone in told
    assert "12345" in told


def test_an_empty_overview_is_no_empty_answer(text: GuideText) -> None:
    """A guide of nothing but a name still tells whom to ask."""
    assert POLICE.place.phone in text.field(BARE, Facet.OVERVIEW)


def test_the_reason_of_a_gap_is_told(text: GuideText) -> None:
    """Where the guide says why a field is empty, so does the answer, without a second full stop."""
    assert "（市里没有公布收费）" in text.field(BARE, Facet.FEE)


def test_papers_common_to_all_scenarios_are_told_once(text: GuideText) -> None:
    """Numbers run on from the common papers into each scenario."""
    told = text.field(LOST, Facet.MATERIALS)
    assert told.count("户口簿") == told.count("登记表") == 1
    assert "3. 数码相片" in told
    assert "3. 监护关系材料" in told


def test_a_scenario_without_papers_of_its_own_says_so(text: GuideText) -> None:
    """No heading is left hanging over nothing."""
    adult, child = LOST.scenarios
    guide = replace(
        LOST, scenarios=(replace(adult, materials=("户口簿",)), replace(child, materials=("户口簿", "登记表")))
    )
    assert "不用另带" in text.field(guide, Facet.MATERIALS)


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (Limit(5, "工作日"), "5个工作日"),
        (Limit(60, "自然日"), "60天（自然日）"),
        (Limit(0, "工作日"), "当场"),
        (Limit(1, "当场"), "当场"),
        (Limit(None, "无"), "没有规定时限"),
        (Limit(3, "工作日", "材料齐全"), "3个工作日（材料齐全）"),
    ],
)
def test_time_limits_read_as_people_say_them(text: GuideText, limit: Limit, words: str) -> None:
    """Working days, calendar days, on the spot, none."""
    assert text.limit(limit) == words


def test_no_trip_is_promised_in_words(text: GuideText) -> None:
    """Zero trips are not told as a number."""
    assert text.field(replace(LOST, visits=0), Facet.VISITS).startswith("不用跑")


def test_one_asks_where_the_item_is_handled() -> None:
    """The number of the first place, else that of the department."""
    assert enquiry_phone(LOST) == "0434-7000102"
    assert enquiry_phone(BARE) == "0434-7000199"


def test_no_real_answer_is_longer_than_a_phone_bears(knowledge: Knowledge, text: GuideText) -> None:
    """Every facet of every published guide stays under 3,000 characters."""
    long = [
        (guide.code, facet.value)
        for guide in knowledge.desk.catalogue.guides()
        for facet in Facet
        if len(text.tell(guide, facet)) > LONGEST
    ]
    assert long == []


def quotes(guide: Guide) -> Iterator[tuple[Facet, str]]:
    """Every text of a guide with the facet that must quote it."""
    yield Facet.OVERVIEW, guide.summary
    yield from ((Facet.MATERIALS, row.name) for row in guide.materials)
    yield from ((Facet.MATERIALS, row.note) for row in guide.materials)
    yield from ((Facet.PROCESS, f"{step.name}：{step.text}") for step in guide.process)
    yield from ((Facet.TIME_LIMIT, limit.note) for limit in (guide.promised_limit, guide.statutory_limit) if limit)
    if guide.fee:
        yield from ((Facet.FEE, words) for words in (guide.fee.amount, guide.fee.basis))
    for place in guide.places:
        hours = place.hours
        yield from ((Facet.LOCATION, w) for w in (place.name, place.address, hours.summer, hours.winter, hours.note))
        yield Facet.PHONE, place.phone
    yield from (
        (Facet.PHONE, words) for words in (*guide.phones, guide.department.hotline, guide.department.supervision)
    )
    yield from ((Facet.CONDITIONS, words) for words in guide.conditions)
    yield from (
        (Facet.LEGAL_BASIS, words) for law in guide.legal_basis for words in (law.name, law.number, law.article)
    )
    yield from ((Facet.RESULT, words) for words in (guide.result, guide.validity))
    yield Facet.VISITS, guide.visits_note
    for facet, what in ((Facet.ONLINE, guide.online), (Facet.DELIVERY, guide.delivery), (Facet.PROXY, guide.proxy)):
        yield facet, what.note if what else ""


def test_every_published_word_is_quoted(knowledge: Knowledge, text: GuideText) -> None:
    """For every real guide, each field stands in its answer word for word."""
    lost = []
    for guide in knowledge.desk.catalogue.guides():
        told = {facet: text.field(guide, facet) for facet in Facet}
        lost += [(guide.code, facet.value, words) for facet, words in quotes(guide) if words not in told[facet]]
    assert lost == []
