"""What may be a password: long enough, not the login, none of the commonest (ASVS 5, V6.2)."""

import re
import unicodedata
from enum import StrEnum

LEAST, MOST = 10, 200
_FEW = 4
_RUNS = ("0123456789012345", "9876543210987654", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm")
_TAIL = re.compile(r"[\d!@#$%^&*._?+-]+$")
COMMONEST = frozenset(
    {
        *(
            "1qaz2wsx3edc",
            "1qaz2wsx3edc4rfv",
            "1q2w3e4r5t",
            "1q2w3e4r5t6y",
            "q1w2e3r4t5",
            "qazwsxedcrfv",
            "zaq12wsxcde3",
        ),
        *(
            "qwer1234qwer",
            "1234qwer1234",
            "asdf1234asdf",
            "abcd1234abcd",
            "123qweasdzxc",
            "qweasdzxc123",
            "asdqwe123456",
        ),
        *("a123456789", "aa123456789", "abc1234567", "qq123456789", "zxc123456789", "woaini1314", "woaini520520"),
        *("5201314520", "1314520520", "52013145201314", "7758258520", "110120119110", "123123123123", "112233445566"),
        *("147258369147", "159357159357", "123321123321", "12345678900987654321"),
    }
)
"""Well-known sequences that the other rules let through."""
_WORDS = frozenset(
    {
        *("password", "passw0rd", "p@ssw0rd", "p@ssword", "administrator", "admin", "adminadmin", "root", "welcome"),
        *("letmein", "iloveyou", "changeme", "changeit", "default", "guest", "system", "manager", "operator", "user"),
        *(
            "test",
            "testtest",
            "qwerty",
            "qwertyuiop",
            "asdfghjkl",
            "zxcvbnm",
            "dragon",
            "monkey",
            "sunshine",
            "football",
        ),
        *("woaini", "woaizhongguo", "zhongguo", "china", "jilin", "siping", "shuangliao", "zhengwu", "zwfw", "gongdan"),
        *("mima", "mimamima", "wodemima", "guanliyuan", "shuangliao12345", "rexian", "beijing", "changchun"),
    }
)
"""Words that are guessed first; with digits and signs behind them they are no better."""


class PasswordFault(StrEnum):
    """Why a password is refused."""

    SHORT = "short"
    LONG = "long"
    LOGIN = "login"
    COMMON = "common"
    SAME = "same"


def plain(password: str) -> str:
    """One spelling for what different keyboards send for the same password; half characters are none."""
    return unicodedata.normalize("NFKC", password.encode(errors="replace").decode())


def password_fault(password: str, login: str) -> PasswordFault | None:
    """Why `password` must not be that of `login`; None if it may."""
    said = plain(password).casefold()
    if len(said) < LEAST:
        return PasswordFault.SHORT
    if len(said) > MOST:
        return PasswordFault.LONG
    if _is_login(said, login.casefold()):
        return PasswordFault.LOGIN
    return PasswordFault.COMMON if _is_common(said) else None


def _is_login(said: str, login: str) -> bool:
    bare = _TAIL.sub("", said)
    return bool(login) and (said.replace(login, "") == "" or bare in {login, login[::-1]} or said == login[::-1])


def _is_common(said: str) -> bool:
    bare = _TAIL.sub("", said)
    return (
        said in COMMONEST
        or bare in _WORDS
        or len(set(said)) < _FEW
        or any(said in run for run in _RUNS)
        or (not bare and any(piece in said for piece in ("12345678", "87654321")))
    )
