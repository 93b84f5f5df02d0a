"""What the page of supervision shows: every figure with the way to its tickets."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bot.consoles.supervision.which import Which
from bot.consoles.tickets.words import CLOCKS
from bot.domain.clocks.calendar import WorkCalendar
from bot.domain.clocks.time_left import TimeLeft, time_left
from bot.domain.text.masking import mask
from bot.domain.tickets.assessment import UNWATCHED_CLOCKS, Cell, Dimension, Line, Rate, Trait, lines_by, total
from bot.domain.tickets.terms import Status
from bot.domain.tickets.ticket import Ticket
from bot.services.tickets.supervision import Period

LIST = "/desk/supervision/tickets"
UNKNOWN = {Dimension.DEPARTMENT: "未定单位", Dimension.CATEGORY: "未分类", Dimension.DISTRICT: "未定地区"}
SHOWN = (Trait.REDONE, Trait.RETURNED, Trait.EXTENDED, Trait.CHASED)
FULL = 100.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and the list that it counts."""

    trait: Trait
    count: int
    href: str


@dataclass(frozen=True, slots=True)
class RateView:
    """A rate; `percent` is "—" where nothing can be divided, `width` 0 to 100 for its bar."""

    rate: Rate
    percent: str
    width: float
    part: Figure
    whole: Figure


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of a table; `width` is its share of the longest bar."""

    name: str
    received: Figure
    rates: tuple[RateView, ...]
    figures: tuple[Figure, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Load:
    """What a department has on its hands; widths are shares of the longest bar."""

    name: str
    open: Figure
    late: Figure
    soon: Figure
    late_width: float
    rest_width: float


@dataclass(frozen=True, slots=True)
class Pressing:
    """A ticket whose clock has run out, or is about to."""

    ticket: Ticket
    title: str
    clock: str
    due_at: datetime
    left: TimeLeft
    where: str


def figure(line: Line, trait: Trait, which: Which) -> Figure:
    """A number of a line, and where its tickets are."""
    return Figure(trait, line.of(trait), f"{LIST}?{which.having(trait).query()}")


def rates(line: Line, which: Which) -> tuple[RateView, ...]:
    """All rates of a line."""
    return tuple(_rate(rate, line, which) for rate in Rate)


def counts(line: Line, which: Which) -> tuple[Figure, ...]:
    """Redo, return, extension, chase."""
    return tuple(figure(line, trait, which) for trait in SHOWN)


def table(cells: Iterable[Cell], dimension: Dimension, which: Which, period: Period) -> list[LineView]:
    """The figures by one dimension."""
    lines = lines_by(cells, dimension)
    most = max((line.of(Trait.RECEIVED) for line in lines), default=0)
    return [_line(line, _narrowed(which, line, dimension, period), dimension, most) for line in lines]


def loads(cells: Iterable[Cell], which: Which) -> list[Load]:
    """By department, who is late most first."""
    lines = lines_by(cells, Dimension.DEPARTMENT)
    most = max((_bar(line) for line in lines), default=0)
    shown = [_load(line, which.about(department=line.name), most) for line in lines]
    return sorted(shown, key=lambda one: (-one.late.count, -one.open.count, one.name))


def standing(cells: Iterable[Cell], which: Which) -> tuple[Figure, ...]:
    """How many are late, about to be late, and open."""
    line = total(cells)
    return tuple(figure(line, trait, which) for trait in (Trait.LATE_NOW, Trait.DUE_SOON, Trait.OPEN))


def pressing(tickets: Iterable[Ticket], now: datetime, calendar: WorkCalendar) -> Iterator[Pressing]:
    """Where each stands, and since when it is late."""
    for ticket in tickets:
        running = [clock for clock in ticket.clocks if clock.is_running and clock.key not in UNWATCHED_CLOCKS]
        clock = min(running, key=lambda one: one.due_at)
        left = time_left(clock.due_at, now, calendar)
        title = mask(ticket.title).text
        yield Pressing(ticket, title, CLOCKS.get(clock.key, clock.key), clock.due_at, left, _where(ticket))


def presets(today: date) -> tuple[tuple[str, str, str], ...]:
    """Periods that are asked for often: title, first and last day."""
    month = today.replace(day=1)
    before = date.fromordinal(month.toordinal() - 1)
    year = today.replace(month=1, day=1)
    last_year = year.replace(year=year.year - 1)
    spans = (
        ("本月", month, today),
        ("上月", before.replace(day=1), before),
        ("今年", year, today),
        ("去年", last_year, date.fromordinal(year.toordinal() - 1)),
    )
    return tuple((title, first.isoformat(), last.isoformat()) for title, first, last in spans)


def _rate(rate: Rate, line: Line, which: Which) -> RateView:
    percent = line.percent(rate)
    part, whole = figure(line, rate.part, which), figure(line, rate.whole, which)
    return RateView(rate, "—" if percent is None else _percent(percent), percent or 0.0, part, whole)


def _percent(percent: float) -> str:
    """Never rounded up to what was not reached."""
    return "100%" if percent == FULL else f"{min(percent, 99.9):.1f}%"


def _line(line: Line, which: Which, dimension: Dimension, most: int) -> LineView:
    name = _month(line.name) if dimension is Dimension.MONTH else line.name or UNKNOWN[dimension]
    received = figure(line, Trait.RECEIVED, which)
    width = FULL * received.count / most if most else 0.0
    return LineView(name, received, rates(line, which), counts(line, which), width)


def _month(name: str) -> str:
    year, month = name.split("-")
    return f"{year}年{int(month)}月"


def _narrowed(which: Which, line: Line, dimension: Dimension, period: Period) -> Which:
    if dimension is not Dimension.MONTH:
        return which.about(**{dimension.value: line.name})
    month = next(one for one in period.months() if f"{one.first:%Y-%m}" == line.name)
    return which.about(**{"from": month.first.isoformat(), "until": month.last.isoformat()})


def _bar(line: Line) -> int:
    return max(line.of(Trait.OPEN), line.of(Trait.LATE_NOW))


def _load(line: Line, which: Which, most: int) -> Load:
    late = line.of(Trait.LATE_NOW)
    scale = FULL / most if most else 0.0
    return Load(
        name=line.name or UNKNOWN[Dimension.DEPARTMENT],
        open=figure(line, Trait.OPEN, which),
        late=figure(line, Trait.LATE_NOW, which),
        soon=figure(line, Trait.DUE_SOON, which),
        late_width=late * scale,
        rest_width=(_bar(line) - late) * scale,
    )


def _where(ticket: Ticket) -> str:
    """In whose hands it is."""
    if ticket.status in (Status.DISPATCHED, Status.IN_PROGRESS):
        return ticket.subject.department
    return "热线和市政数局"
