"""When something happened, as people say it: kept in their words, and reckoned to a day where that can be done."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_NUMERALS = {character: value for value, character in enumerate("零一二三四五六七八九十")} | {
    "两": 2,
    "俩": 2,
    "日": 7,
    "天": 7,
}
_NUMBER = r"(\d{1,2}|[一二两三四五六七八九十]{1,3})"
_PART = r"(?:凌晨|清早|一早|早上|早晨|大早上|上午|中午|晌午|下午|傍黑|傍晚|晚上|夜里|半夜|后半夜|晚间|早|晚|夜)"
_HOUR = rf"(?:(?:\d{{1,2}}[:：]\d{{2}})|{_NUMBER}点(?:多|半|左右|来钟|钟|\d{{1,2}}分?)?)"
_AFTER = rf"(?:的?{_PART})?(?:{_HOUR})?"
_DAYS_AGO = {"今": 0, "昨": 1, "前": 2, "大前": 3}
_NEAR = re.compile(rf"(?<![以之从目年月天先提跟面门生])(大前|今|昨|前)(?:天|儿个|儿|日(?!头)|晚|早|夜){_AFTER}")
_DATED = re.compile(
    rf"(?:(\d{{4}})年|(去年|今年|前年|明年)的?)?(?<!\d){_NUMBER}月(?:份)?(?:{_NUMBER}([日号])?(?![\d楼栋院号]))?{_AFTER}"
)
_FIGURES = re.compile(r"(?<!\d)(20\d{2})[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_OF_MONTH = re.compile(
    rf"(上个?月|这个?月|本月)?的?{_NUMBER}[号日](?!楼|院|门|线|路|店|井|库|铺|地|机|车|桌|桥|房|单元|岗|窗|[线头]){_AFTER}"
)
_WEEK = re.compile(rf"(上上|上|这|本|下下|下)?(?:个)?(?:周|礼拜|星期)([一二三四五六日天])(?!次|回|趟){_AFTER}")
_COMING = re.compile(r"(?:^|[^说好了到])(?:明天|明儿|后天|大后天|明早|明晚|下个?月|下周|下礼拜|下星期|明年|过几天)")
_VAGUE = re.compile(
    r"(?:从|打|自从)?(?:(?:去年|今年|前年|上个?月|这个?月|上周|这周|上个?礼拜|这个?礼拜|大?前些天|前阵子|前几天|前一阵|这几天|这些天|这阵子|这两天"
    r"|这段时间|最近(?!的)|近期|近来|这些日子|入[冬秋夏]|开春|腊月|正月|年前|年后|过年|春节|五一|十一|中秋|春天|夏天|秋天|冬天|刚才|刚刚|方才)"
    r"(?:[一-鿿]{0,2}(?:天|季|月|年底|年初|下半年|上半年|里|份|头))?(?:开始|以来|起|到现在|之前|以后)?)"
    r"|(?:每天|天天|每晚|每年|年年|每周|每个?月|隔三差五|三天两头|成天|整天|经常|总是|老是|一直|常年|长期)(?:半夜|夜里|晚上|早上|白天|周末|下雨)?"
    r"|(?:每到|一到)(?:半夜|夜里|晚上|早上|白天|周末|下雨|下雨天|雨天|冬天|夏天)"
    r"|(?:都|快|有|已经|得有)*(?:[一二两俩三仨四五六七八九十几半\d]+|好几|老些)个?多?(?:来|多)?(?:天|宿|周|礼拜|星期|个月|月(?!份)|年(?!级|制)|小时|钟头)"
    r"(?!级|无理由|之?内|期|制|假)(?:多|来|了|以上|左右|前|之前|以前)*"
)

LONGEST_READ = 1000


@dataclass(frozen=True, slots=True)
class Happened:
    """`said` in the citizen's words; `day` where it can be reckoned."""

    said: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class WrongDay:
    """A day that is none, or has not come yet: `reason` is impossible or future."""

    reason: str
    said: str


def read_happened(text: str, today: date) -> Happened | WrongDay | None:
    """When, as a text tells it on the day `today` (in China); None where its beginning tells nothing."""
    text = text[:LONGEST_READ]
    if found := _NEAR.search(text):
        return Happened(found[0], today - timedelta(days=_DAYS_AGO[found[1]]))
    if found := _FIGURES.search(text):
        return _day(int(found[1]), int(found[2]), int(found[3]), found[0], today)
    if found := _DATED.search(text):
        return _dated(found, today)
    if found := _WEEK.search(text):
        return _of_week(found, today)
    if (found := _OF_MONTH.search(text)) and (found[1] or found.start() == 0):
        return _of_month(found, today)
    if found := _VAGUE.search(text):
        return Happened(found[0])
    if found := _COMING.search(text):
        return WrongDay("future", found[0])
    return None


def _number(said: str) -> int:
    if said.isdecimal():
        return int(said)
    tens, has_ten, ones = said.partition("十")
    if not has_ten:
        return _NUMERALS[said]
    return (_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0)


def _dated(found: re.Match[str], today: date) -> Happened | WrongDay:
    if not found[4] or not (found[5] or found[4].isdecimal()):  # 八月十五 is a day of the old calendar
        return Happened(found[0])
    told_year = int(found[1]) if found[1] else None
    year = told_year or today.year - {"去年": 1, "前年": 2, "明年": -1}.get(found[2] or "", 0)
    try:
        month, day = _number(found[3]), _number(found[4])
    except KeyError:
        return WrongDay("impossible", found[0])
    is_last_years = told_year is None and found[2] is None and (month, day) > (today.month, today.day)
    return _day(year - is_last_years, month, day, found[0], today)


def _day(year: int, month: int, day: int, said: str, today: date) -> Happened | WrongDay:
    try:
        told = date(year, month, day)
    except ValueError:
        return WrongDay("impossible", said)
    return Happened(said, told) if told <= today else WrongDay("future", said)


def _of_month(found: re.Match[str], today: date) -> Happened | WrongDay:
    """The 20th: of this month, or of the last one where this month's has not come."""
    try:
        number = _number(found[2])
    except KeyError:
        return WrongDay("impossible", found[0])
    last = today.replace(day=1) - timedelta(days=1)
    is_last = (found[1] or "").startswith("上") or (not found[1] and number > today.day)
    month = last if is_last else today
    return _day(month.year, month.month, number, found[0], today)


def _of_week(found: re.Match[str], today: date) -> Happened | WrongDay:
    weeks = {"上上": 2, "上": 1, "下": -1, "下下": -2}.get(found[1] or "", 0)
    monday = today - timedelta(days=today.weekday() + 7 * weeks)
    day = monday + timedelta(days=_NUMERALS[found[2]] - 1)
    if day > today and not found[1]:
        day -= timedelta(days=7)
    return Happened(found[0], day) if day <= today else WrongDay("future", found[0])
