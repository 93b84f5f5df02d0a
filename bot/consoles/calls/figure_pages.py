"""Figures of the call pad: how often the first candidates were right; each figure opens to its examples."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import quote, urlencode

from aiohttp import web

from bot.consoles.calls.parts import FIGURES, CallParts
from bot.consoles.errors import fault
from bot.consoles.shell import render, require
from bot.domain.calls.pick import Pick, figures, of_group
from bot.domain.clocks.office_hours import CHINA
from bot.services.china_time import moment_in_words

HERE = "/desk/calls/figures"
MOST_PICKS, MOST_SHOWN, MOST_FAILING = 20_000, 200, 20
DAYS = 30
EARLIEST, LATEST = date(2000, 1, 1), date(2199, 12, 31)
GROUPS = {"all": "全部采用", "first": "第一条就对", "third": "前三条里有", "none": "都不是"}
_BOM, _DANGEROUS = "\ufeff", ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_TITLES = ("时间", "话务员", "听到的话（已遮盖）", "采用的事项编码", "采用的事项", "要素", "排第几", "当时的候选")


@dataclass(frozen=True, slots=True)
class Days:
    """From one day to another in China, both included."""

    first: date
    last: date

    @property
    def query(self) -> str:
        """As an address carries it."""
        return urlencode({"from": self.first.isoformat(), "until": self.last.isoformat()})

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From the first moment to that after the last."""
        return _midnight(self.first), _midnight(self.last + timedelta(days=1))


class FigurePages:
    """For those who look after the hotline."""

    def __init__(self, parts: CallParts) -> None:
        """On the picks."""
        self._parts = parts

    def add_to(self, app: web.Application) -> None:
        """Register the routes."""
        app.router.add_get(HERE, self.page)
        app.router.add_get(f"{HERE}/examples", self.examples)
        app.router.add_get(f"{HERE}.csv", self.export)

    async def page(self, request: web.Request) -> web.StreamResponse:
        """The figures of some days."""
        await require(request, FIGURES)
        days = self._days(request)
        picks = await self._picks(days)
        counted = figures(picks)
        rates = [
            ("first", "第一条命中率", counted.first, "采用的就是排第一的候选"),
            ("third", "前三条命中率", counted.third, "采用的在前三个候选里"),
            ("none", "没答上的比例", counted.none, "话务员按了“都不是”"),
        ]
        shown = [(group, title, count, _percent(counted.share(count)), hint) for group, title, count, hint in rates]
        failing = counted.failing[:MOST_FAILING]
        return render(
            request,
            "calls/figures.html",
            days=days,
            counted=counted,
            rates=shown,
            failing=failing,
            names=self._names(),
            is_cut=len(picks) >= MOST_PICKS,
        )

    async def examples(self, request: web.Request) -> web.StreamResponse:
        """The picks behind a figure."""
        await require(request, FIGURES)
        days, group = self._days(request), request.query.get("group", "all")
        title, names = self._title(group), self._names()
        picks = of_group(await self._picks(days), group)
        return render(
            request,
            "calls/examples.html",
            days=days,
            title=title,
            group=group,
            total=len(picks),
            picks=picks[:MOST_SHOWN],
            names=names,
            labels={facet.value: label for facet, label in self._parts.blocks.labels().items()},
            people=await self._parts.names(),
        )

    async def export(self, request: web.Request) -> web.StreamResponse:
        """The same as a file; texts are masked as they are kept."""
        await require(request, FIGURES)
        days, group = self._days(request), request.query.get("group", "all")
        title = self._title(group)
        picks = of_group(await self._picks(days), group)
        name = quote(f"话务台采用记录-{title}-{days.first.isoformat()}至{days.last.isoformat()}.csv", safe="")
        headers = {"Content-Disposition": f"attachment; filename=\"picks.csv\"; filename*=UTF-8''{name}"}
        body = _csv(picks, self._names())
        return web.Response(text=body, content_type="text/csv", charset="utf-8", headers=headers)

    def _title(self, group: str) -> str:
        code = group.removeprefix("item:")
        if group.startswith("item:") and len(code) <= 40:  # noqa: PLR2004 - as long as codes may be
            return f"没排对：{self._names().get(code, code)}"
        if group not in GROUPS:
            raise fault(404)
        return GROUPS[group]

    async def _picks(self, days: Days) -> Sequence[Pick]:
        since, until = days.moments
        return await self._parts.picks.between(since, until, MOST_PICKS)

    def _days(self, request: web.Request) -> Days:
        today = self._parts.clock.now().astimezone(CHINA).date()
        try:
            last = date.fromisoformat(request.query.get("until") or today.isoformat())
            first = date.fromisoformat(request.query.get("from") or (last - timedelta(days=DAYS - 1)).isoformat())
        except (ValueError, OverflowError) as error:
            raise fault(400) from error
        if not (EARLIEST <= first <= LATEST and EARLIEST <= last <= LATEST):
            raise fault(400)
        return Days(min(first, last), max(first, last))

    def _names(self) -> dict[str, str]:
        return {guide.code: guide.name for guide in self._parts.desk().catalogue.guides()}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{share:.1f}%"


def _csv(picks: Sequence[Pick], names: dict[str, str]) -> str:
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(_TITLES)
    for pick in picks:
        shown = "；".join(f"{one.code} {one.score:.2f}" for one in pick.shown)
        what = names.get(pick.code, "") if pick.fits else "都不是"
        row = (
            moment_in_words(pick.at),
            pick.operator,
            pick.text,
            pick.code,
            what,
            pick.facet,
            str(pick.rank or ""),
            shown,
        )
        rows.writerow([_plain(value) for value in row])
    return _BOM + written.getvalue()


def _plain(value: str) -> str:
    """A cell that no spreadsheet reckons with."""
    return f"'{value}" if value.startswith(_DANGEROUS) else value
