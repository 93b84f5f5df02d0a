"""Objections that were brought to a status by their legal moves, as the bureau and a department would bring them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.objections.life import ObjectionCommand, file_objection, move_objection
from bot.domain.objections.moves import ObjectionMove
from bot.domain.objections.objection import OWN_DEPARTMENT, DisputedData, Objection, Ruling
from bot.domain.objections.terms import DataPlace, Decision, Fault, ObjectionStatus
from bot.domain.tickets.terms import Role
from bot.domain.tickets.ticket import Actor, Attachment, Person
from tests.unit.services.tickets.memory_tickets import due

RECEIVED_AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Monday, nine o'clock in 双辽."""
NUMBER, OTHER, THIRD = "SL20261123-0001-X", "SL20261123-0002-A", "SL20261123-0003-C"
CODE = "AB3D5FGH"
POLICE, MARKET = "市公安局", "市市场监督管理局"
CITIZEN, SYSTEM = Actor(Role.CITIZEN), Actor(Role.SYSTEM)
OFFICER, SUPERVISOR = Actor(Role.OFFICER, "li"), Actor(Role.SUPERVISOR, "sun")
OPERATOR, CLERK = Actor(Role.OPERATOR, "qian"), Actor(Role.DEPARTMENT, "zhou", POLICE)
MARKET_CLERK = Actor(Role.DEPARTMENT, "wu", MARKET)
FEE = DisputedData(DataPlace.GUIDE, "SL-GA-003", "", "fee", "每证20元", "每证40元")
SHOPS = DisputedData(DataPlace.OPEN_DATA, "市场主体名录", "双辽某商贸公司", "联系电话", "13812345678", "不公开")
CORRECTED = Ruling(Decision.CORRECTED, "收费标准已经调整", "每证40元")
UNCHANGED = Ruling(Decision.UNCHANGED, "与登记的一致")


def fresh(number: str = NUMBER, department: str = OWN_DEPARTMENT) -> Objection:
    """An objection to a guide's fee, before its first step."""
    return Objection(
        number=number,
        query_code=CODE,
        title="身份证丢失补领·收费",
        text="补身份证的收费不对，应该是40元",
        data=FEE,
        fault=Fault.WRONG,
        person=Person("王小明", "13812345678"),
        organisation="",
        channel="cli",
        conversation="cli:1",
        received_at=RECEIVED_AT,
        department=department,
    )


def filed(number: str = NUMBER, department: str = OWN_DEPARTMENT) -> Objection:
    """The same, just filed."""
    return file_objection(fresh(number, department), CITIZEN, due)


def of_company(objection: Objection) -> Objection:
    """A company objects to an open data set, with evidence."""
    evidence = (Attachment("k1", "营业执照😀.jpg", "image/jpeg", 123_456),)
    return replace(objection, data=SHOPS, fault=Fault.PRIVACY, organisation="双辽某商贸公司", evidence=evidence)


def after(hours: float) -> datetime:
    """So many hours after it was received."""
    return RECEIVED_AT + timedelta(hours=hours)


def by(actor: Actor, move: ObjectionMove, hours: float, **needs: object) -> ObjectionCommand:
    """A move that somebody makes so many hours after it was received."""
    return ObjectionCommand(move, actor, after(hours), **needs)  # type: ignore[arg-type]


def moved(objection: Objection, *commands: ObjectionCommand) -> Objection:
    """The objection after these moves."""
    for command in commands:
        objection = move_objection(objection, command, due)
    return objection


MARK = by(OFFICER, ObjectionMove.MARK, 1)
NOT_TAKE = by(OFFICER, ObjectionMove.NOT_TAKE, 1, note="不是公共数据\n是网上论坛的帖子", right_way="请找论坛\n的管理员")
DECIDE = by(OFFICER, ObjectionMove.DECIDE, 2, ruling=CORRECTED)
HAND_OVER = by(OFFICER, ObjectionMove.HAND_OVER, 2, department=POLICE)
SEND_BACK = by(CLERK, ObjectionMove.SEND_BACK, 30, note="不是我们的数据")
HAND_OVER_TO_MARKET = by(OFFICER, ObjectionMove.HAND_OVER, 32, department=MARKET)
HAND_OVER_AGAIN = by(OFFICER, ObjectionMove.HAND_OVER, 32, department=POLICE)
VERIFY = by(CLERK, ObjectionMove.VERIFY, 50, ruling=CORRECTED)
ACKNOWLEDGE = by(OFFICER, ObjectionMove.ACKNOWLEDGE, 51)
TELL = by(OFFICER, ObjectionMove.TELL, 52)
WITHDRAW = by(CITIZEN, ObjectionMove.WITHDRAW, 3)
ROAD_TO: dict[ObjectionStatus, Sequence[ObjectionCommand]] = {
    ObjectionStatus.RECEIVED: (),
    ObjectionStatus.MARKED: (MARK,),
    ObjectionStatus.HANDED_OVER: (MARK, HAND_OVER),
    ObjectionStatus.VERIFIED: (MARK, HAND_OVER, VERIFY),
    ObjectionStatus.DECIDED: (MARK, HAND_OVER, VERIFY, ACKNOWLEDGE),
    ObjectionStatus.TOLD: (MARK, HAND_OVER, VERIFY, ACKNOWLEDGE, TELL),
    ObjectionStatus.NOT_TAKEN: (NOT_TAKE,),
    ObjectionStatus.WITHDRAWN: (WITHDRAW,),
}


def standing(status: ObjectionStatus, objection: Objection | None = None) -> Objection:
    """An objection at that status, by way of a department."""
    return moved(objection or filed(), *ROAD_TO[status])
