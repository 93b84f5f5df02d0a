"""What goes wrong on the staff's pages, as a page for people and as JSON for scripts."""

import logging
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import web
from aiohttp.typedefs import Handler

logger = logging.getLogger(__name__)


class ConsoleFault(Exception):  # noqa: N818 - it is the visitor's
    """A request that cannot be served: status, a code for scripts, a sentence for people."""

    def __init__(self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.headers = status, code, message, dict(headers or {})


class GoTo(Exception):  # noqa: N818 - a way, not a mistake
    """The visitor is sent to another page of ours (303)."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location


@dataclass(frozen=True, slots=True)
class Told:
    """An error as it is shown: `number` finds it in the log."""

    status: int
    code: str
    message: str
    number: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


KNOWN = {
    400: ("bad_request", "请求不完整或格式不对，请返回上一页重试。"),
    401: ("signed_out", "登录已失效，请重新登录。"),
    403: ("forbidden", "您的账号没有权限查看这个页面或做这个操作。"),
    404: ("not_found", "没有这个页面，或者您看不到它。"),
    405: ("method_not_allowed", "这个地址不支持这种操作。"),
    409: ("changed", "内容已被别人改动，请刷新后再操作。"),
    413: ("too_large", "提交的内容太大了。"),
    429: ("too_many", "操作太频繁，请稍后再试。"),
}
UNFORESEEN = "系统出错了，您填写的内容可能没有保存。请稍后再试；仍不行请把错误编号告诉管理员。"
_GENERAL = ("bad_request", "请求不正确，请返回上一页重试。")


def fault(status: int) -> ConsoleFault:
    """The usual fault of that status."""
    return ConsoleFault(status, *KNOWN.get(status, _GENERAL))


def wants_page(request: web.Request) -> bool:
    """Whether a browser shows the answer to a person; scripts and event streams do not ask for HTML."""
    return "text/html" in request.headers.get("Accept", "")


async def answered(request: web.Request, handler: Handler) -> web.StreamResponse | Told:
    """The handler's response, or what is to be told instead; a redirect is a response."""
    try:
        return await handler(request)
    except GoTo as way:
        return web.Response(status=303, headers={"Location": way.location})
    except ConsoleFault as known:
        return Told(known.status, known.code, known.message, headers=known.headers)
    except web.HTTPException as error:
        if error.status < web.HTTPBadRequest.status_code:
            raise
        code, message = KNOWN.get(error.status, _GENERAL)
        allow = {"Allow": error.headers["Allow"]} if "Allow" in error.headers else {}
        return Told(error.status, code, message, headers=allow)
    except web.RequestPayloadError:
        return Told(400, *KNOWN[400])
    except Exception:
        number = uuid.uuid4().hex[:8]
        logger.exception("page failed (%s) on %s", number, request.path)
        return Told(500, "internal", UNFORESEEN, number)
