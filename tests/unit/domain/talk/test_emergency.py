"""Is a life at stake now? The rules of knowledge/emergencies.yml against what people say."""

import re

import pytest

from bot.adapters.knowledge.book import Knowledge
from bot.domain.talk.emergency import EmergencyRules, emergency_rules

ALARMS = [
    ("我家厨房着火了快来人啊", "fire"),
    ("楼下电动车棚烧起来了", "fire"),
    ("粮库起火了，火往民房这边来了", "fire"),
    ("仓库冒浓烟了快派车", "fire"),
    ("三楼阳台着火，孩子一个人在屋里", "fire"),
    ("饭店煤气罐爆炸了", "fire"),
    ("屋里一股煤气味，不知道哪漏的", "gas"),
    ("我家燃气管子嘶嘶响，味儿挺大", "gas"),
    ("液化气罐漏气了关不上", "gas"),
    ("施工队把天然气管道挖断了，直喷气", "gas"),
    ("我爸烧炕睡觉叫不醒了", "poisoning"),
    ("老太太好像煤气中毒了", "poisoning"),
    ("我媳妇喝了百草枯", "poisoning"),
    ("孩子误喝了洁厕灵", "poisoning"),
    ("家里生炉子，我现在头晕恶心站不起来", "poisoning"),
    ("我不想活了", "suicide"),
    ("我站在天台上，活着没意思", "suicide"),
    ("我同学说他要跳楼，人已经上楼顶了", "suicide"),
    ("我姑娘割腕了，流了好多血", "suicide"),
    ("我妹妹发信息说要一了百了", "suicide"),
    ("有人持刀闯进超市了", "violence"),
    ("我老公正在打我，求你们救救我", "violence"),
    ("他掐着我脖子，我躲厕所里", "violence"),
    ("前夫正砸门，我害怕", "violence"),
    ("有人入室抢劫", "violence"),
    ("一帮人堵着我家门要打人", "violence"),
    ("我爷爷突然晕倒了没有呼吸", "medical"),
    ("我妈抽搐口吐白沫", "medical"),
    ("小孩掉冰窟窿里了快来救人", "medical"),
    ("工地塌方有人埋在底下", "medical"),
    ("媳妇要生了，羊水破了", "medical"),
    ("机器把手绞了大出血", "medical"),
    ("刚出车祸了，人被卡在车里出不来", "traffic"),
    ("前面摩托撞人了，躺地上流血不动", "traffic"),
]

NO_ALARMS = [
    pytest.param("我快被这破系统气死了", id="figure-angry"),
    pytest.param("等死我了，排了俩小时", id="figure-waiting"),
    pytest.param("办个证跑三趟，累死个人", id="figure-tired"),
    pytest.param("吓死个人，护照差点丢了", id="figure-scared"),
    pytest.param("想死你们了，好久没来", id="figure-longing"),
    pytest.param("急死我了快点给我办", id="figure-hurry"),
    pytest.param("孩子上火了，儿童医院几点开门", id="figure-fire-inside"),
    pytest.param("打死我也不信办证不要钱", id="figure-disbelief"),
    pytest.param("火锅店办营业执照要什么材料", id="hot-pot"),
    pytest.param("双辽火车站怎么走", id="railway"),
    pytest.param("灭火器年检在哪弄", id="extinguisher"),
    pytest.param("杀猪要办什么证", id="slaughter"),
    pytest.param("我要跳槽，社保怎么转", id="changing-jobs"),
    pytest.param("打疫苗在哪预约", id="vaccination"),
    pytest.param("小区跳广场舞太吵", id="dancing"),
    pytest.param("消防检查不合格怎么整改", id="asked-inspection"),
    pytest.param("燃气热水器补贴怎么领", id="asked-subsidy"),
    pytest.param("煤气罐在哪检验", id="asked-cylinder"),
    pytest.param("怎么预防煤气中毒", id="asked-prevention"),
    pytest.param("自杀的人保险赔吗", id="asked-insurance"),
    pytest.param("家暴离婚需要什么证据", id="asked-divorce"),
    pytest.param("死亡证明去哪开", id="asked-certificate"),
    pytest.param("烟花爆竹零售许可怎么办", id="asked-licence"),
    pytest.param("一氧化碳报警器哪买", id="asked-detector"),
    pytest.param("昨天晚上我家着火了，保险理赔要什么证明", id="past-fire"),
    pytest.param("前年我丈夫打我，现在想离婚去哪办", id="past-violence"),
    pytest.param("去年车祸，工伤认定过期了吗", id="past-accident"),
    pytest.param("火已经扑灭了，想开个火灾证明", id="past-put-out"),
    pytest.param("家里没有漏气，就是想问燃气费", id="negated-gas"),
    pytest.param("孩子没着火，就是冒点烟，已经没事了", id="negated-fire"),
    pytest.param("如果发生火灾应该打哪个电话", id="imagined-fire"),
    pytest.param("万一家里老人晕倒了，医保能报急救费吗", id="imagined-faint"),
    pytest.param("电影里那个人跳楼了", id="told-film"),
    pytest.param("新闻说外地爆炸了，咱们这安全吗", id="told-news"),
    pytest.param("邻居烧秸秆，担心着火", id="feared"),
    pytest.param("小区消防通道被堵，容易着火，谁管", id="risk"),
]


@pytest.mark.parametrize(("said", "kind"), ALARMS)
def test_a_life_at_stake_is_recognised(emergencies: EmergencyRules, said: str, kind: str) -> None:
    """What is happening now raises the alarm of its kind."""
    assert kind in [one.name for one in emergencies.find(said)]


@pytest.mark.parametrize("said", NO_ALARMS)
def test_nothing_else_raises_the_alarm(emergencies: EmergencyRules, said: str) -> None:
    """Figures of speech, what is over, denied, imagined, or only asked about, is no emergency."""
    assert emergencies.find(said) == ()


@pytest.mark.parametrize(
    "said",
    [
        "昨天就吵，现在他正拿刀砍门",
        "上个月着过火，这会儿又着火了",
        "保险先别说，快来救人，屋里着火了",
    ],
)
def test_now_outweighs_before(emergencies: EmergencyRules, said: str) -> None:
    """A message that speaks of the past and of this moment is about this moment."""
    assert emergencies.find(said)


def test_an_ordinary_question_is_no_emergency(emergencies: EmergencyRules) -> None:
    """Nothing is found in everyday business, nor in nothing."""
    assert all(not emergencies.find(said) for said in ["", "补身份证要带什么", "公积金怎么提", "12345"])


def test_no_button_raises_the_alarm(knowledge: Knowledge) -> None:
    """Titles of buttons come back as text; none of the items' names looks like an emergency."""
    names = [guide.name for guide in knowledge.desk.catalogue.guides()]
    assert [name for name in names if knowledge.emergencies.find(name)] == []


def test_false_alarms_are_rare(knowledge: Knowledge) -> None:
    """Of all questions that the guides give as examples, under one in a hundred looks like an emergency."""
    said = [text for guide in knowledge.desk.catalogue.guides() for group in guide.examples.values() for text in group]
    alarms = [text for text in said if knowledge.emergencies.find(text)]
    assert len(alarms) < len(said) / 100


def test_every_kind_says_whom_to_call_and_what_to_do(emergencies: EmergencyRules) -> None:
    """An alarm without a number or a word of advice helps nobody."""
    for kind in emergencies.kinds:
        assert kind.call
        assert re.fullmatch(r"1\d\d", kind.call[0])
        assert kind.advice.endswith("。")


def rules() -> EmergencyRules:
    """Two kinds and one word each for the rest."""
    return emergency_rules(
        kinds={"fire": (["着火"], ["119"], "出去。"), "gas": (["漏气"], ["119", "抢修"], "开窗。")},
        figures_of_speech=["心里着火"],
        over=["昨天"],
        now=["现在"],
    )


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ("着火", ["fire"]),
        ("漏气又着火", ["fire", "gas"]),
        ("心里着火", []),
        ("心里着火，漏气", ["gas"]),
        ("昨天着火", []),
        ("昨天漏气，现在着火", ["fire", "gas"]),
        ("现在没事", []),
    ],
)
def test_rules_are_applied_in_order(said: str, kinds: list[str]) -> None:
    """Figures of speech go first, then signs are sought; over stops them unless now speaks too."""
    assert [kind.name for kind in rules().find(said)] == kinds


@pytest.mark.parametrize(
    ("said", "is_over"),
    [("昨天着火", True), ("昨天漏气，现在着火", False), ("着火", False), ("补证", False), ("", False)],
)
def test_a_text_may_say_that_it_is_over(said: str, *, is_over: bool) -> None:
    """Past and not now; whether there is a sign of danger in it plays no part."""
    assert rules().is_over(said) is is_over


def test_a_broken_pattern_is_refused() -> None:
    """A slip in the file shows at the start."""
    with pytest.raises(re.error):
        emergency_rules(kinds={}, figures_of_speech=["(死"], over=[], now=[])


@pytest.mark.parametrize(
    ("said", "alarm"),
    [
        ("井里有个孩子", True),
        ("井里有水", False),
        ("孩子在家", False),
        ("井里有孩子的鞋，要办证", False),
        ("昨天井里掉了孩子", False),
    ],
)
def test_hints_count_together_and_only_where_nothing_is_asked(said: str, alarm: bool) -> None:  # noqa: FBT001
    """Everyday words mean danger in company; a question, papers or the past takes it away."""
    hinting = emergency_rules(
        kinds={"water": (["溺水"], ["120"], "别下水。")},
        figures_of_speech=[],
        over=["昨天"],
        now=[],
        hints={"water": [["井", "孩子"]]},
        calm=["证"],
    )
    assert bool(hinting.suspect(said)) is alarm


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("快来人啊！", ["cry"]),
        ("快来人哪，仓房着火了", ["fire"]),
        ("我姥爷昏倒了，快来人！", ["medical"]),
    ],
)
def test_a_bare_cry_counts_only_where_nothing_says_what_for(knowledge: Knowledge, text: str, kinds: list[str]) -> None:
    """Whoever says what it is reads the number for that, and no other."""
    assert [kind.name for kind in knowledge.emergencies.find(text)] == kinds
