"""A small office for tests: two guides, a search that finds what it was told, a script of a few characters."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.domain.guides.facet import Facet
from bot.domain.guides.guide import (
    Department,
    Fee,
    Guide,
    Hours,
    Law,
    Limit,
    Material,
    Place,
    Possibility,
    Scenario,
    Step,
)
from bot.domain.guides.listing import Topic, UnlistedService
from bot.domain.guides.states import States
from bot.domain.guides.understanding import Hit, Matter
from bot.domain.talk.conversation import Option
from bot.domain.talk.emergency import emergency_rules
from bot.services.guides.desk import GuideDesk
from bot.services.guides.responder import Responder
from bot.services.ports import Phrasebook
from tests.unit.domain.guides.evidence import CUES, FakeSearch

HOURS = Hours("夏季8:30至17:00", "冬季8:30至16:30", "法定节假日休息")
HALL = Place("政务大厅", "辽河路1号", HOURS, "0434-7000100")
STATION = Place("派出所", "民生街2号", replace(HOURS, note=""), "0434-7000102")
POLICE = Department("市公安局", Place("公安局", "辽河路3号", HOURS, "0434-7000199"), "0434-7000198", "0434-7000197")
BOOKLET = Material("户口簿", "证件", "纸质", 1, 0, "容缺后补", "政府核发", "能核验的可以不带")
FORM = Material("登记表", "申请表", "纸质或电子", 1, 1, "必要", "申请人自备")
PHOTO = Material("数码相片", "照片", "电子", 0, 0, "必要", "申请人自备")
CUSTODY = Material("监护关系材料", "证明", "纸质", 0, 0, "必要", "政府核发")

LOST = Guide(
    code="SL-GA-003",
    name="居民身份证丢失补领",
    department=POLICE,
    type="行政确认",
    audience=("自然人",),
    theme="证件办理",
    version=7,
    checked_on=date(2026, 11, 22),
    sample=False,
    summary="身份证丢了可以补领。",
    conditions=("有双辽户口", "原证丢失"),
    materials=(BOOKLET, FORM, PHOTO, CUSTODY),
    scenarios=(
        Scenario("成年人补领", "本人到场", ("户口簿", "登记表", "数码相片")),
        Scenario("孩子补领", "监护人陪同", ("户口簿", "登记表", "监护关系材料")),
    ),
    process=(Step("申请", "到窗口说明情况"), Step("送达", "凭回执领取")),
    statutory_limit=Limit(60, "自然日", "交通不便可以延长"),
    promised_limit=Limit(20, "工作日"),
    fee=Fee(charged=True, amount="每证40元", basis="发改价格〔2003〕2322号"),
    places=(STATION, HALL),
    phones=("0434-7000103",),
    online=Possibility(available=True, note="在吉事办提交"),
    visits=1,
    visits_note="采一次指纹",
    result="居民身份证",
    validity="20年",
    delivery=Possibility(available=True, note="邮费到付"),
    proxy=Possibility(available=False, note="要采集指纹"),
    legal_basis=(Law("居民身份证法", "主席令第五十一号", "第十一条"),),
)
BARE = Guide(
    code="SL-GA-015",
    name="普通护照签发",
    department=POLICE,
    type="行政许可",
    audience=("自然人",),
    theme="出境入境",
    version=2,
    checked_on=date(2026, 11, 22),
    sample=True,
    unpublished={Facet.FEE.value: "市里没有公布收费。"},
)
ALARMS = emergency_rules(
    kinds={"fire": (["着火"], ["119"], "快出去。"), "gas": (["漏气"], ["119", "抢修电话"], "开窗。")},
    figures_of_speech=[],
    over=["昨天"],
    now=["现在"],
    hints={"fire": [["屋里|楼道", "烟"]]},
)
CARDS = Topic(
    "身份证",
    "要办哪一种？",
    (Option(LOST.code, "丢了要补"), Option(BARE.code, "要出国")),
    ("身份证件",),
    ("身份证咋办",),
)
TRADE_MARK = UnlistedService("商标注册", "国家知识产权局", "可以网上办。", (BARE.code,), (), ())


class FakeCatalogue:
    """The published guides, in memory."""

    def __init__(self, *guides: Guide) -> None:
        self._guides = {guide.code: guide for guide in guides}

    def guide(self, code: str) -> Guide:
        """One guide; KeyError if there is none."""
        return self._guides[code]

    def has(self, code: str) -> bool:
        """Whether there is one."""
        return code in self._guides

    def guides(self) -> Sequence[Guide]:
        """Every guide."""
        return tuple(self._guides.values())


class FakeScript:
    """Knows six characters."""

    _PAIRS = str.maketrans("证办带补护钱", "證辦帶補護錢")
    _BACK = str.maketrans("證辦帶補護錢", "证办带补护钱")

    def simplified(self, text: str) -> str:
        """Each of the six in Simplified."""
        return text.translate(self._BACK)

    def traditional(self, text: str) -> str:
        """Each of the six in Traditional."""
        return text.translate(self._PAIRS)


FOUND: Mapping[str, Sequence[Hit]] = {
    "补身份证多少钱": [Hit(Matter.ITEM, (LOST.code,), LOST.name, 0.8, 25.0)],
    "护照去哪": [
        Hit(Matter.TOPIC, (LOST.code,), "出国", 0.85, 26.0),
        Hit(Matter.ITEM, (BARE.code,), BARE.name, 0.8, 25.0),
        Hit(Matter.ITEM, (LOST.code,), LOST.name, 0.1, 3.0),
    ],
}


def a_responder(phrasebook: Phrasebook) -> Responder:
    """Words decisions about the two guides."""
    return Responder(FakeCatalogue(LOST, BARE), phrasebook, (CARDS,), (TRADE_MARK,))


def a_desk(phrasebook: Phrasebook, found: Mapping[str, Sequence[Hit]] = FOUND) -> GuideDesk:
    """A desk that answers from the two guides."""
    return GuideDesk(
        FakeCatalogue(LOST, BARE), FakeSearch(found), CUES, ALARMS, a_responder(phrasebook), States({}, str)
    )
