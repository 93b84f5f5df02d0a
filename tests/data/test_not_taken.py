"""What 12345 does not take: found where it must be, nowhere else; a broken file says where it is broken."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.knowledge.not_taken import load_not_taken
from bot.adapters.knowledge.yaml_file import KnowledgeFault
from bot.settings import ROOT
from tests.data.conftest import load

NOT_TAKEN = load_not_taken(ROOT / "knowledge" / "not_taken.yml")
FILES = sorted((ROOT / "knowledge" / "demands").glob("*.yml"))

FOUND = {
    "法院审判和执行": "我要投诉法院判决不公|官司赢了对方就是不给钱|法院判了他还不还|申请强制执行半年没动静|对一审判决不服|已经起诉了还没开庭",
    "仲裁": "劳动仲裁裁得不公|已经申请了仲裁还没结果|对仲裁不服",
    "干部违纪违法": "村书记收了人家的红包|会计挪用公款|举报镇长吃拿卡要|村干部套取补贴款|领导公款吃喝",
    "行政复议": "正在行政复议|行政复议结果不服|对罚款决定不服我要复议",
    "政府信息公开申请": "我要求公开征地补偿方案的文件|信息公开申请一直没答复",
    "已经在信访渠道办理的事": "我已经在信访局登记了没结果|信访件一直不给答复|我正在上访",
    "军队内部的事": "部队里打人没人管|连队克扣津贴",
}
FREE = (
    "法院门口修路吵得睡不着|法院家属楼暖气不热|怎么申请劳动仲裁|信访局旁边路灯坏了|物业账目不公开|村务公开栏没贴|部队大院外垃圾没人收|退役军人优待证没给办"
    "|饭店老板收钱不给票|经理贪污了我们的工资|工地欠薪要去劳动仲裁得带什么|怎么申请行政复议|派出所的民警态度不好|村书记不给开证明|学校收了钱不退"
)


@pytest.mark.parametrize(("text", "name"), [(text, name) for name, texts in FOUND.items() for text in texts.split("|")])
def test_what_others_decide_is_pointed_to_them(text: str, name: str) -> None:
    """With the right way and the ground."""
    way = NOT_TAKEN.find(text)
    assert way is not None
    assert way.name == name
    assert way.way
    assert way.basis


@pytest.mark.parametrize("text", FREE.split("|"))
def test_what_only_mentions_them_is_taken(text: str) -> None:
    """A court may have a road in front of it."""
    assert NOT_TAKEN.find(text) is None


def _sentences() -> Iterator[tuple[str, str]]:
    for path in FILES:
        for subject in load(path)["subjects"]:
            for example in subject["examples"]:
                yield path.name, example if isinstance(example, str) else example["text"]


def test_no_demand_that_is_ours_is_turned_away() -> None:
    """Every sentence of knowledge/demands has a department that deals with it."""
    turned = [
        f"{name}: {text} ({way.name})"
        for name, text in _sentences()
        if (way := NOT_TAKEN.find(_plain(text))) is not None
    ]
    assert turned == []


def _plain(text: str) -> str:
    return text.replace("[", "").replace("](place)", "")


def broken(tmp_path: Path, **changes: Any) -> str:
    """What the loader says to a file with one matter that was changed so."""
    matter = {"name": "甲", "signs": ["甲"], "way": "乙", "basis": "丙"} | changes
    lines = ["checked_on: 2026-11-22", "matters:"]
    entry = "  - " + "\n    ".join(f"{key}: {value}" for key, value in matter.items())
    lines += [entry] * (2 if changes.get("name") == "两次" else 1)
    (tmp_path / "not_taken.yml").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(KnowledgeFault) as fault:
        load_not_taken(tmp_path / "not_taken.yml")
    return str(fault.value)


@pytest.mark.parametrize(
    ("changes", "where", "what"),
    [
        ({"signs": "['甲(']"}, "not_taken.yml:3", "not a pattern"),
        ({"unless": "'*甲'"}, "not_taken.yml:3", "not a pattern"),
        ({"name": "两次"}, "not_taken.yml:7", "stands twice"),
        ({"signs": "[]"}, "not_taken.yml:4", "signs"),
        ({"way": "''"}, "not_taken.yml:", "way"),
        ({"colour": "red"}, "not_taken.yml:", "colour"),
    ],
)
def test_a_fault_names_its_file_and_line(tmp_path: Path, changes: dict[str, str], where: str, what: str) -> None:
    """Whoever wrote it can put it right."""
    told = broken(tmp_path, **changes)
    assert where in told
    assert what in told
