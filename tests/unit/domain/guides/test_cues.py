"""Turns of phrase that give a facet away (knowledge/cues.yml)."""

import re

import pytest

from bot.domain.guides.cues import FacetCues
from bot.domain.guides.facet import Facet

SAID = {
    Facet.OVERVIEW: ["公租房咋申请", "我想办个驾照", "介绍介绍生育津贴这事"],
    Facet.MATERIALS: ["开小饭馆要带哪些材料", "迁户口都得拿啥东西", "需要提供什么证明"],
    Facet.PROCESS: ["办这个分几步走", "流程给我捋一遍", "交完表以后下一步该干啥"],
    Facet.TIME_LIMIT: ["办下来得多久", "几个工作日能出结果", "当天能取吗"],
    Facet.FEE: ["办一回多少钱", "收不收手续费", "工本费几块"],
    Facet.LOCATION: ["去哪个窗口办", "你们那地址在哪", "礼拜六上班不"],
    Facet.PHONE: ["咨询电话是多少", "给我个联系方式", "想先打个电话问问打哪个号"],
    Facet.CONDITIONS: ["申请低保有啥条件", "多大岁数可以领", "没有本地户口能不能办"],
    Facet.LEGAL_BASIS: ["依据哪条法律收的", "有红头文件吗", "按照什么规定办的"],
    Facet.ONLINE: ["手机上能弄吗", "网上可以申请不", "不去窗口行不行"],
    Facet.VISITS: ["要跑几趟", "一趟能办完不", "用不用来回跑"],
    Facet.RESULT: ["办完给发个啥证", "这个本有效期几年", "旧的那张啥时候过期"],
    Facet.DELIVERY: ["能邮到家吗", "可以快递过来不", "证办好给寄吗"],
    Facet.PROXY: ["我儿子能替我去吗", "必须本人到场吗", "可以委托别人办不"],
}


@pytest.mark.parametrize(("facet", "said"), [(facet, said) for facet, group in SAID.items() for said in group])
def test_a_plain_question_gives_its_facet_away(cues: FacetCues, facet: Facet, said: str) -> None:
    """What a neighbour would understand is understood without any engine."""
    assert facet in cues.found(said)


def test_every_facet_is_tried() -> None:
    """No facet is forgotten above."""
    assert set(SAID) == set(Facet)


@pytest.mark.parametrize("said", ["身份证", "你好啊", "今天天气真好", "公积金", "二手房", ""])
def test_without_a_turn_of_phrase_no_facet_is_claimed(cues: FacetCues, said: str) -> None:
    """The bare name of a thing, or small talk, asks for nothing."""
    assert cues.found(said) == ()


@pytest.mark.parametrize("said", ["怎么办理，要多少钱", "我想办营业执照，去哪个窗口"])
def test_a_question_for_an_aspect_is_none_for_everything(cues: FacetCues, said: str) -> None:
    """想办 and 怎么办 count only where nothing more particular is asked."""
    assert Facet.OVERVIEW not in cues.found(said)


def test_two_questions_are_both_heard(cues: FacetCues) -> None:
    """One message may ask for two facets."""
    assert {Facet.FEE, Facet.TIME_LIMIT} <= set(cues.found("多少钱，多久能好"))


def test_the_most_telling_facet_comes_first() -> None:
    """The order of the file is the order of the answer."""
    cues = FacetCues({"phone": ["电话"], "fee": ["钱", "费"], "overview": ["办"]})
    assert cues.found("话费办电话") == (Facet.PHONE, Facet.FEE)


def test_a_broken_pattern_is_refused() -> None:
    """A slip in the file shows at the start, not at the first question."""
    with pytest.raises(re.error):
        FacetCues({"fee": ["(钱"]})


def test_an_unknown_facet_is_refused() -> None:
    """A facet that no guide has is a slip too."""
    with pytest.raises(ValueError, match="price"):
        FacetCues({"price": ["钱"]})
