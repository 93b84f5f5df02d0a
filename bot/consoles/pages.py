"""Templates: everything that is shown is escaped, and every page has the same frame."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.domain.clocks.office_hours import CHINA
from bot.domain.tickets.terms import Role
from bot.services.china_time import day_in_words, moment_in_words
from bot.services.tickets.ports import Staff

TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True, slots=True)
class NavItem:
    """A way in the head of each page: for whom, and the key that leads there after `g`."""

    path: str
    title: str
    key: str
    roles: frozenset[Role]


_ALL = frozenset({Role.OPERATOR, Role.DEPARTMENT, Role.OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR})
NAV = (
    NavItem("/desk/", "我的待办", "q", _ALL),
    NavItem("/desk/tickets", "全部工单", "t", _ALL),
    NavItem("/desk/calls/", "话务台", "c", _ALL - {Role.DEPARTMENT}),
    NavItem("/desk/talks/", "人工会话", "h", _ALL - {Role.DEPARTMENT, Role.OFFICER}),
    NavItem("/desk/objections/", "异议", "o", _ALL - {Role.OPERATOR}),
    NavItem("/desk/supervision", "督办", "s", frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR, Role.OFFICER})),
    NavItem("/desk/staff", "人员", "p", frozenset({Role.ADMINISTRATOR})),
)


class Pages:
    """The templates of all pages."""

    def __init__(self, idle: timedelta) -> None:
        """`idle` is how long a session lasts without a sign of life; pages warn before it ends."""
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters |= {"moment": moment_in_words, "day": day_in_words, "iso": _iso}
        self._templates.globals |= {"idle_s": int(idle.total_seconds()), "Role": Role}

    def page(self, template: str, staff: Staff | None, values: Mapping[str, Any]) -> str:
        """The HTML of a page."""
        field = Markup('<input type="hidden" name="csrf" value="{}">').format(values["csrf"])
        return self._templates.get_template(template).render(nav=nav_of(staff), csrf_field=field, **values)


def nav_of(staff: Staff | None) -> list[NavItem]:
    """The ways that somebody may go; none before she has changed her first password."""
    if staff is None or staff.must_change_password:
        return []
    return [item for item in NAV if staff.role in item.roles]


def _iso(at: datetime) -> str:
    """For the attribute of a `time` element."""
    return at.astimezone(CHINA).isoformat(timespec="seconds")
