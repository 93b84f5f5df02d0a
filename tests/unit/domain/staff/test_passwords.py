"""What may be a password."""

import pytest

from bot.domain.staff.passwords import LEAST, MOST, PasswordFault, password_fault, plain


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("", PasswordFault.SHORT),
        ("x7#Kq9!mL", PasswordFault.SHORT),
        ("麦子" * 4, PasswordFault.SHORT),
        ("ab1-" * 50 + "z", PasswordFault.LONG),
        ("zhangsanfeng", PasswordFault.LOGIN),
        ("ZhangSanFeng", PasswordFault.LOGIN),
        ("zhangsanfeng2026", PasswordFault.LOGIN),
        ("gnefnasgnahz", PasswordFault.LOGIN),
        ("zhangsanfengzhangsanfeng", PasswordFault.LOGIN),
        ("1234567890", PasswordFault.COMMON),
        ("12345678910", PasswordFault.COMMON),
        ("8888888888", PasswordFault.COMMON),
        ("1212121212", PasswordFault.COMMON),
        ("Password123!", PasswordFault.COMMON),
        ("shuangliao2026", PasswordFault.COMMON),
        ("Admin@123456", PasswordFault.COMMON),
        ("1qaz2wsx3edc", PasswordFault.COMMON),
        ("qwertyuiop", PasswordFault.COMMON),
        ("abcdefghijk", PasswordFault.COMMON),
        ("\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19\uff10", PasswordFault.COMMON),
        ("春天的玉米地长得真好", None),
        ("corn field river", None),
        ("x7#Kq9!mLw", None),
        ("1949-10-01 tractor", None),
    ],
)
def test_a_password_is_refused_for_its_reason(password: str, fault: PasswordFault | None) -> None:
    """Length counts, and what everybody tries first; no rule asks for special characters."""
    assert password_fault(password, "zhangsanfeng") is fault


def test_the_limits_are_meant_inclusively() -> None:
    """As short and as long as is said on the page."""
    assert password_fault("k3 maple-x"[:LEAST], "li") is None
    assert password_fault(("maple 3k-x" * MOST)[:MOST], "li") is None


def test_different_keyboards_send_the_same_password() -> None:
    """Full-width letters of a Chinese keyboard are the same letters."""
    assert plain("\uff41\uff42\uff43 123") == "abc 123"
