"""The work order that the operator fills in for a caller: what must be there before it can be filed."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.demands.draft import Draft, says_something
from bot.domain.text.telephone import Telephone, WrongTelephone, read_telephone
from bot.domain.tickets.terms import Privacy, TicketType

MOST_MATTER, MOST_PLACE, MOST_NAME = 5000, 60, 20
FAULTS = {
    "matter": "请写明是什么事。",
    "matter_long": f"事由最多{MOST_MATTER}字。",
    "place": "请填写地点；说不清的，写明为什么没有地点。",
    "place_long": f"地点最多{MOST_PLACE}字。",
    "name_long": f"姓名最多{MOST_NAME}字。",
    "phone": "请填写能回拨的电话，或勾选不留电话。",
    "phone_too_short": "电话号码少了几位，请和来电人核对。",
    "phone_too_long": "电话号码多了几位，请和来电人核对。",
    "phone_wrong_start": "电话号码的开头不对，请和来电人核对。",
    "phone_identity": "这像是身份证号，不是电话号码。",
    "type": "请选择类型。",
    "category": "请从列表里选择类别。",
    "department": "请从列表里选择承办单位。",
    "district": "请从列表里选择地区。",
    "privacy": "请选择是否公开身份。",
}
"""What is wrong with a field, in a sentence for the operator; the first word is the field's name."""


@dataclass(frozen=True, slots=True)
class OrderForm:
    """All that was typed, unchecked; `form` is the same for the same form, however often it is sent."""

    form: str
    matter: str = ""
    type: str = ""
    category: str = ""
    department: str = ""
    district: str = ""
    place: str = ""
    no_place: str = ""
    """Why there is no place."""
    happened: str = ""
    name: str = ""
    phone: str = ""
    privacy: str = Privacy.NAMED.value
    is_urgent: bool = False
    no_phone: bool = False


@dataclass(frozen=True, slots=True)
class Lists:
    """What may be chosen."""

    departments: tuple[str, ...]
    categories: tuple[str, ...]
    districts: tuple[str, ...]


def faults_of(form: OrderForm, lists: Lists) -> dict[str, str]:
    """What is wrong, by field; empty if it may be filed."""
    checks = (
        ("matter", "matter", not says_something(form.matter)),
        ("matter", "matter_long", len(form.matter) > MOST_MATTER),
        ("type", "type", form.type not in set(TicketType)),
        ("category", "category", form.category not in {"", *lists.categories}),
        ("department", "department", form.department not in {"", *lists.departments}),
        ("district", "district", form.district not in {"", *lists.districts}),
        ("place", "place", not form.place.strip() and not says_something(form.no_place)),
        ("place", "place_long", max(len(form.place), len(form.no_place), len(form.happened)) > MOST_PLACE),
        ("name", "name_long", len(form.name) > MOST_NAME),
        ("privacy", "privacy", form.privacy not in set(Privacy)),
        ("phone", _phone_fault(form), bool(_phone_fault(form))),
    )
    found: dict[str, str] = {}
    for field, fault, is_wrong in checks:
        if is_wrong:
            found.setdefault(field, FAULTS[fault])
    return found


def draft_of(form: OrderForm, at: datetime, reason: str = "") -> Draft:
    """The same as the citizens' own form holds it; `form` must have no faults."""
    number = read_telephone(form.phone)
    parts = [form.matter.strip()]
    if not form.place.strip():
        parts.append(f"（没有地点：{form.no_place.strip()}）")
    return Draft(
        type=TicketType(form.type),
        opened_at=at,
        touched_at=at,
        parts=tuple(parts),
        place=form.place.strip(),
        district=form.district,
        happened=form.happened.strip(),
        name=form.name.strip(),
        phone=number.number if isinstance(number, Telephone) and not form.no_phone else "",
        privacy=Privacy(form.privacy),
        category=form.category,
        department=form.department,
        is_urgent=form.is_urgent,
        reason=reason,
    )


def _phone_fault(form: OrderForm) -> str:
    """The fault of the telephone number, "" if there is none."""
    if form.no_phone:
        return ""
    match read_telephone(form.phone):
        case Telephone():
            return ""
        case WrongTelephone(reason=reason):
            return f"phone_{reason}"
    return "phone"
