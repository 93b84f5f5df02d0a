"""How an operator is named to citizens: number at the desk (工号) and family name, never more."""

import re

_DIGITS = re.compile(r"\d{2,}")
_HAN = re.compile(r"[一-鿿㐀-䶿·]+")
_COMPOUND = re.compile(
    r"欧阳|司马|上官|诸葛|司徒|夏侯|东方|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|轩辕|端木|呼延|南宫|完颜|赫连|澹台|淳于|太史|申屠|单于|独孤|西门|百里|拓跋|纳兰"
)
"""Family names of two characters."""


def family_name(name: str) -> str:
    """王 of 王小丽, 欧阳 of 欧阳娜; a name in other letters gives nothing away."""
    name = name.strip()
    if not _HAN.fullmatch(name):
        return ""
    compound = _COMPOUND.match(name)
    return compound[0] if compound and len(name) > len(compound[0]) else name[:1]


def desk_number(login: str) -> str:
    """8021 of wang8021; empty where the login holds none."""
    found = _DIGITS.search(login)
    return found[0] if found else ""


def called(login: str, name: str) -> str:
    """As in 话务员 8021 王; who has neither number nor name to tell is 话务员."""
    return " ".join(part for part in ("话务员", desk_number(login), family_name(name)) if part)
