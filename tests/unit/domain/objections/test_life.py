"""What each move does to an objection, and what it is refused for."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.domain.objections.life import (
    IllegalObjectionMove,
    ObjectionCommand,
    file_objection,
    move_objection,
    moves_for,
    refusal,
)
from bot.domain.objections.moves import OBJECTION_RULES, ObjectionMove
from bot.domain.objections.objection import OWN_DEPARTMENT, Objection, Ruling
from bot.domain.objections.terms import Decision, ObjectionStatus
from bot.domain.tickets.terms import Role
from bot.domain.tickets.ticket import Actor, Attachment
from tests.unit.domain.objections.objection_samples import (
    ACKNOWLEDGE,
    CITIZEN,
    CLERK,
    CORRECTED,
    DECIDE,
    HAND_OVER,
    HAND_OVER_AGAIN,
    HAND_OVER_TO_MARKET,
    MARK,
    MARKET,
    MARKET_CLERK,
    NOT_TAKE,
    OFFICER,
    OPERATOR,
    POLICE,
    SEND_BACK,
    TELL,
    UNCHANGED,
    VERIFY,
    WITHDRAW,
    after,
    by,
    filed,
    fresh,
    moved,
    of_company,
    standing,
)
from tests.unit.services.tickets.memory_tickets import due

S, M = ObjectionStatus, ObjectionMove
PATHS: dict[str, tuple[Sequence[ObjectionCommand], Sequence[ObjectionStatus]]] = {
    "own-data": ((MARK, DECIDE, TELL), (S.MARKED, S.DECIDED, S.TOLD)),
    "department's": (
        (MARK, HAND_OVER, VERIFY, ACKNOWLEDGE, TELL),
        (S.MARKED, S.HANDED_OVER, S.VERIFIED, S.DECIDED, S.TOLD),
    ),
    "sent-back-then-own": (
        (MARK, HAND_OVER, SEND_BACK, replace(DECIDE, at=after(31))),
        (S.MARKED, S.HANDED_OVER, S.MARKED, S.DECIDED),
    ),
    "sent-back-then-another": (
        (MARK, HAND_OVER, SEND_BACK, HAND_OVER_TO_MARKET),
        (S.MARKED, S.HANDED_OVER, S.MARKED, S.HANDED_OVER),
    ),
    "handed-on": ((MARK, HAND_OVER, HAND_OVER_TO_MARKET), (S.MARKED, S.HANDED_OVER, S.HANDED_OVER)),
    "not-taken-at-once": ((NOT_TAKE,), (S.NOT_TAKEN,)),
    "not-taken-later": ((MARK, NOT_TAKE), (S.MARKED, S.NOT_TAKEN)),
    "withdrawn": ((MARK, HAND_OVER, replace(WITHDRAW, at=after(4))), (S.MARKED, S.HANDED_OVER, S.WITHDRAWN)),
}


@pytest.mark.parametrize("name", PATHS)
def test_every_path_leads_through_its_statuses(name: str) -> None:
    """From filing to the end, each step on top of the others."""
    commands, statuses = PATHS[name]
    objection = moved(filed(), *commands)
    assert [step.status for step in objection.steps] == [S.RECEIVED, *statuses]
    assert [step.move for step in objection.steps] == ["file", *(command.move for command in commands)]
    assert objection.status is statuses[-1]


@pytest.mark.parametrize(
    ("department", "keys"),
    [(OWN_DEPARTMENT, ["mark_objection", "decide_own_data"]), (POLICE, ["mark_objection", "hand_over_objection"])],
)
def test_filing_starts_the_clocks_of_the_bureau(department: str, keys: list[str]) -> None:
    """From receipt: to mark, and to decide or to hand over."""
    objection = file_objection(fresh(department=department), CITIZEN, due, form="f1")
    assert [clock.key for clock in objection.clocks] == keys
    assert {clock.started_at for clock in objection.clocks} == {objection.received_at}
    assert (objection.steps[0].move, objection.steps[0].facts) == ("file", {"form": "f1"})


RUNNING: dict[str, tuple[Objection, list[str]]] = {
    "marked": (moved(filed(), MARK), ["decide_own_data"]),
    "of-a-department": (moved(filed(department=POLICE), MARK), ["hand_over_objection"]),
    "handed-over": (standing(S.HANDED_OVER), ["decide_department_data"]),
    "sent-back": (moved(standing(S.HANDED_OVER), SEND_BACK), ["hand_over_objection"]),
    "verified": (standing(S.VERIFIED), ["tell_objector"]),
    "acknowledged": (standing(S.DECIDED), ["tell_objector"]),
    "decided": (moved(filed(), MARK, DECIDE), ["tell_objector"]),
    "told": (standing(S.TOLD), []),
    "not-taken": (standing(S.NOT_TAKEN), []),
    "withdrawn": (standing(S.WITHDRAWN), []),
}


@pytest.mark.parametrize("name", RUNNING)
def test_only_the_clocks_of_whose_turn_it_is_run(name: str) -> None:
    """After each station."""
    objection, keys = RUNNING[name]
    assert [clock.key for clock in objection.clocks if clock.is_running] == keys


def test_acknowledging_does_not_move_the_date_of_telling() -> None:
    """It runs from the department's decision."""
    clocks = [standing(status).running("tell_objector") for status in (S.VERIFIED, S.DECIDED)]
    assert clocks[0]
    assert clocks[0] == clocks[1]


def test_another_department_has_its_days_from_its_own_receipt() -> None:
    """收到转交的异议材料之日起: it could not verify what it had not got."""
    objection = moved(standing(S.HANDED_OVER), SEND_BACK, HAND_OVER_TO_MARKET)
    clock = objection.running("decide_department_data")
    assert clock
    assert clock.started_at == HAND_OVER_TO_MARKET.at


def test_the_same_department_keeps_the_date_of_its_first_receipt() -> None:
    """Sending to and fro wins nobody time."""
    objection = moved(standing(S.HANDED_OVER), SEND_BACK, HAND_OVER_AGAIN)
    clock, first = objection.running("decide_department_data"), standing(S.HANDED_OVER).clocks[-1]
    assert clock
    assert (clock.started_at, clock.due_at) == (first.started_at, first.due_at)


def test_what_was_sent_back_has_two_days_from_that_day() -> None:
    """The bureau kept its first date; now it is its turn again."""
    clock = moved(standing(S.HANDED_OVER), SEND_BACK).running("hand_over_objection")
    assert clock
    assert clock.started_at == SEND_BACK.at


def test_a_hand_over_changes_who_is_responsible_and_says_so() -> None:
    """From whom to whom stands in the history."""
    objection = standing(S.HANDED_OVER)
    assert objection.department == POLICE
    assert objection.steps[-1].facts == {"from": OWN_DEPARTMENT, "department": POLICE}


def test_the_bureau_that_decides_itself_takes_the_data_as_its_own() -> None:
    """Whatever was proposed at filing."""
    objection = moved(filed(department=POLICE), MARK, DECIDE)
    assert objection.department == OWN_DEPARTMENT
    assert objection.steps[-1].facts == {"from": POLICE, "department": OWN_DEPARTMENT, "decision": "corrected"}


def test_a_ruling_is_kept_with_who_made_it_and_when() -> None:
    """Whatever the form brought of these two."""
    forged = replace(CORRECTED, reason=" 收费标准已经调整 ", by_department=MARKET, at=after(0))
    verified = moved(standing(S.HANDED_OVER), replace(VERIFY, ruling=forged))
    assert verified.ruling == replace(CORRECTED, by_department=POLICE, at=VERIFY.at)
    decided = moved(filed(), MARK, replace(DECIDE, ruling=forged))
    assert decided.ruling == replace(CORRECTED, at=DECIDE.at)
    assert decided.steps[-1].note == "收费标准已经调整"


def test_a_supplement_adds_evidence_at_every_open_station() -> None:
    """Behind what there was."""
    file = Attachment("k2", "收据.jpg", "image/jpeg", 5)
    objection = moved(
        of_company(filed()), by(CITIZEN, M.SUPPLEMENT, 1, note="补一张收据", attachments=(file,), form="f2")
    )
    assert [one.key for one in objection.evidence] == ["k1", "k2"]
    assert objection.status is S.RECEIVED
    assert objection.steps[-1].facts == {"form": "f2"}


def test_not_taking_keeps_reason_and_right_way_apart() -> None:
    """The right way is the last line, whatever line ends were typed."""
    assert standing(S.NOT_TAKEN).steps[-1].note == "不是公共数据\n是网上论坛的帖子\n请找论坛 的管理员"


REFUSED: dict[str, tuple[Objection, ObjectionCommand, str]] = {
    "filing-twice": (filed(), by(CITIZEN, M.FILE, 1), "unknown_move"),
    "citizen-marks": (filed(), by(CITIZEN, M.MARK, 1), "wrong_role"),
    "operator-marks": (filed(), by(OPERATOR, M.MARK, 1), "wrong_role"),
    "department-decides": (standing(S.MARKED), by(CLERK, M.DECIDE, 2, ruling=CORRECTED), "wrong_role"),
    "decided-unmarked": (filed(), DECIDE, "wrong_status"),
    "marked-twice": (standing(S.MARKED), MARK, "wrong_status"),
    "told-undecided": (standing(S.VERIFIED), TELL, "wrong_status"),
    "withdrawn-when-decided": (standing(S.DECIDED), by(CITIZEN, M.WITHDRAW, 60), "wrong_status"),
    "supplement-when-told": (standing(S.TOLD), by(CITIZEN, M.SUPPLEMENT, 60, note="再看看"), "wrong_status"),
    "other-department": (standing(S.HANDED_OVER), replace(VERIFY, actor=MARKET_CLERK), "wrong_department"),
    "former-department": (
        moved(standing(S.HANDED_OVER), HAND_OVER_TO_MARKET),
        replace(VERIFY, actor=CLERK),
        "wrong_department",
    ),
    "only-proposed": (filed(department=POLICE), by(CLERK, M.NOTE, 1, note="是我们的"), "wrong_department"),
    "staff-of-nowhere": (
        standing(S.HANDED_OVER),
        replace(VERIFY, actor=Actor(Role.DEPARTMENT, "x", "")),
        "wrong_department",
    ),
    "no-reason-for-not-taking": (filed(), replace(NOT_TAKE, note=" \n"), "missing_note"),
    "no-right-way": (filed(), replace(NOT_TAKE, right_way=""), "missing_right_way"),
    "no-ruling": (standing(S.MARKED), replace(DECIDE, ruling=None), "missing_ruling"),
    "no-department": (standing(S.MARKED), replace(HAND_OVER, department=" "), "missing_department"),
    "handed-to-itself": (standing(S.MARKED), replace(HAND_OVER, department=OWN_DEPARTMENT), "own_department"),
    "handed-over-twice": (standing(S.HANDED_OVER), HAND_OVER_AGAIN, "same_department"),
    "sent-back-without-a-word": (standing(S.HANDED_OVER), replace(SEND_BACK, note=""), "missing_note"),
    "ruling-without-reason": (
        standing(S.MARKED),
        replace(DECIDE, ruling=replace(CORRECTED, reason=" ")),
        "missing_reason",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_may_not_be_done_is_refused_with_its_reason(name: str) -> None:
    """The reason is a key of the error table; the objection stays as it is."""
    objection, command, reason = REFUSED[name]
    with pytest.raises(IllegalObjectionMove) as refused:
        move_objection(objection, command, due)
    assert (refused.value.reason, refused.value.move) == (reason, command.move)
    assert refused.value.status is objection.status


RULINGS: dict[str, tuple[Ruling, bool, str]] = {
    "corrected": (CORRECTED, True, ""),
    "partly": (Ruling(Decision.PARTLY, "只有一处不对", "每证40元，首次免费"), True, ""),
    "unchanged": (UNCHANGED, True, ""),
    "without-new-text": (Ruling(Decision.CORRECTED, "调整了", " "), True, "missing_corrected_to"),
    "with-the-old-text": (Ruling(Decision.PARTLY, "调整了", " 每证20元 "), True, "same_text"),
    "unchanged-with-text": (Ruling(Decision.UNCHANGED, "一致", "每证40元"), True, "nothing_to_correct"),
    "guide-taken-off": (Ruling(Decision.REMOVED, "有手机号"), True, "guide_stays"),
    "elsewhere-corrected": (Ruling(Decision.CORRECTED, "已请其更正"), False, ""),
    "elsewhere-with-text": (Ruling(Decision.CORRECTED, "已请其更正", "不公开"), False, ""),
    "elsewhere-taken-off": (Ruling(Decision.REMOVED, "涉及隐私"), False, ""),
    "taken-off-with-text": (Ruling(Decision.REMOVED, "涉及隐私", "无"), False, "nothing_to_correct"),
}


@pytest.mark.parametrize("name", RULINGS)
@pytest.mark.parametrize("by_department", [False, True])
def test_a_ruling_holds_what_its_decision_needs(name: str, *, by_department: bool) -> None:
    """Of the bureau as of a department."""
    ruling, is_guide, reason = RULINGS[name]
    start = standing(S.HANDED_OVER if by_department else S.MARKED, filed() if is_guide else of_company(filed()))
    command = replace(VERIFY if by_department else DECIDE, ruling=ruling)
    if not reason:
        done = moved(start, command)
        assert done.ruling
        assert done.ruling.decision is ruling.decision
        return
    with pytest.raises(IllegalObjectionMove, match=reason):
        move_objection(start, command, due)


def test_a_department_is_offered_moves_only_while_it_has_the_objection() -> None:
    """And only those of the table."""
    held = standing(S.HANDED_OVER)
    assert [rule.move for rule in moves_for(held, CLERK)] == [M.SEND_BACK, M.VERIFY, M.ATTACH, M.NOTE]
    assert moves_for(held, MARKET_CLERK) == ()
    assert moves_for(moved(held, HAND_OVER_TO_MARKET), CLERK) == ()
    assert moves_for(held, OPERATOR) == ()


@pytest.mark.parametrize("status", S)
@pytest.mark.parametrize("move", M)
def test_the_table_decides_who_may_do_what(status: ObjectionStatus, move: ObjectionMove) -> None:
    """For every role."""
    for role in Role:
        allowed = not refusal(standing(status), move, role)
        rule = OBJECTION_RULES.get(move)
        assert allowed is bool(rule and role in rule.roles and status in rule.sources)


def test_staff_may_note_at_any_time() -> None:
    """Also when all is told."""
    objection = moved(standing(S.TOLD), by(OFFICER, M.NOTE, 99, note="存档"))
    assert (objection.status, objection.steps[-1].is_public) == (S.TOLD, False)
