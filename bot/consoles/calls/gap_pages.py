"""Knowledge gaps (知识缺口): what nobody could answer, grouped, and what is to be done about it."""

from dataclasses import dataclass

from aiohttp import web

from bot.consoles.calls.parts import PAD, CallParts
from bot.consoles.errors import fault
from bot.consoles.shell import form_of, redirect, render, require
from bot.domain.calls.likeness import LEAST_SHARED
from bot.domain.calls.terms import GapDecision
from bot.domain.guides.facet import Facet
from bot.services.calls.learning import MOST_EXAMPLE, UnfitExample
from bot.services.calls.ports import AlreadyLearned, Pulled

HERE = "/desk/gaps"
PAGE = 30
MOST_TEXT = 400


@dataclass(frozen=True, slots=True)
class PullWarning:
    """An example that was not added yet, and the sentences of others that it would draw away."""

    text: str
    code: str
    name: str
    facet: str
    pulled: tuple[Pulled, ...]


class GapPages:
    """One page with forms that need no script."""

    def __init__(self, parts: CallParts) -> None:
        """On the service that decides."""
        self._parts = parts

    def add_to(self, app: web.Application) -> None:
        """Register the routes."""
        app.router.add_get(HERE, self.page)
        app.router.add_post(f"{HERE}/examples", self.example)
        app.router.add_post(f"{HERE}/aside", self.aside)
        app.router.add_post(f"{HERE}/back", self.back)

    async def page(self, request: web.Request) -> web.StreamResponse:
        """Groups that wait, the largest first; then what was decided, and the examples that count."""
        await require(request, PAD)
        return await self._page(request)

    async def _page(self, request: web.Request, warning: PullWarning | None = None) -> web.StreamResponse:
        groups = await self._parts.gaps.waiting()
        desk = self._parts.desk()
        shown = [(group, _guess(desk.search.find(group.text))) for group in groups[:PAGE]]
        guides = desk.catalogue.guides()
        return render(
            request,
            "calls/gaps.html",
            http_status=409 if warning else 200,
            warning=warning,
            groups=shown,
            left=max(0, len(groups) - PAGE),
            decided=await self._parts.gaps.decided(),
            guides=guides,
            named={guide.code: guide.name for guide in guides},
            facets=self._parts.blocks.labels(),
            decisions=(GapDecision.NEW_ITEM, GapDecision.NOT_OURS),
            share=round(100 * LEAST_SHARED),
            people=await self._parts.names(),
        )

    async def example(self, request: web.Request) -> web.StreamResponse:
        """The words belong to an item from now on; who would draw others' sentences away is asked first."""
        staff = await require(request, PAD)
        fields = await form_of(request)
        text, facet = _text(fields), fields.get("facet", "")
        code, catalogue = _code(fields.get("item", "")), self._parts.desk().catalogue
        if facet not in set(Facet):
            raise fault(400)
        if not catalogue.has(code):
            return redirect(request, HERE, flash="请从列表里选择事项。", kind="wrong")
        try:
            if "sure" not in fields:
                pulled = await self._parts.gaps.pulled_by(text, code, Facet(facet), staff.login)
                if pulled:
                    return await self._page(request, PullWarning(text, code, catalogue.guide(code).name, facet, pulled))
            await self._parts.gaps.add_example(text, code, Facet(facet), staff.login)
        except UnfitExample:
            said = f"示例去掉客套话后要有3到{MOST_EXAMPLE}个字，请改短再添加。"
            return redirect(request, HERE, flash=said, kind="wrong")
        except AlreadyLearned as known:
            name = catalogue.guide(known.code).name if catalogue.has(known.code) else known.code
            said = f"同样的问法已经是“{name}”的示例；要换事项，请先在下面收回。"
            return redirect(request, HERE, flash=said, kind="note")
        return redirect(request, HERE, flash=f"已添加为“{catalogue.guide(code).name}”的示例，现在起就能搜到。")

    async def aside(self, request: web.Request) -> web.StreamResponse:
        """A new item is needed, or it is not ours."""
        staff = await require(request, PAD)
        fields = await form_of(request)
        decision = fields.get("decision", "")
        if decision not in (GapDecision.NEW_ITEM.value, GapDecision.NOT_OURS.value):
            raise fault(400)
        chosen = GapDecision(decision)
        await self._parts.gaps.put_aside(_text(fields), chosen, staff.login)
        return redirect(request, HERE, flash=f"已记为“{chosen.label}”。")

    async def back(self, request: web.Request) -> web.StreamResponse:
        """Undo what was decided."""
        staff = await require(request, PAD)
        fields = await form_of(request)
        form = fields.get("form", "")
        if not form or len(form) > MOST_TEXT:
            raise fault(400)
        await self._parts.gaps.take_back(form, staff.login)
        return redirect(request, HERE, flash="已收回，这个问题又回到上面的列表里。")


def _text(fields: dict[str, str]) -> str:
    text = fields.get("text", "").strip().replace("\x00", "")
    if not text or len(text) > MOST_TEXT:
        raise fault(400)
    return text


def _code(chosen: str) -> str:
    """The code of an entry of the list: 名称（编码）, or the code alone."""
    return chosen.strip().rpartition("（")[2].rstrip("）").strip()


def _guess(hits: object) -> str:
    """The item that the search would rather propose, "" if none."""
    for hit in hits if isinstance(hits, tuple) else ():
        if hit.matter == "item":
            return str(hit.codes[0])
    return ""
