"""One table from what went wrong to what the caller reads: `{"error": {"code", "message"}}` with the right status."""

import json
import logging
import uuid
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.services.ports import EngineUnavailable
from bot.services.talk.intake import MessageTooLong

logger = logging.getLogger(__name__)


class Fault(Exception):  # noqa: N818 - it is the caller's
    """A request that cannot be served: status, a code for programs, a sentence for people."""

    def __init__(self, status: int, code: str, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.headers = status, code, message, headers or {}


HTTP_MESSAGES = {
    404: ("not_found", "没有这个地址。"),
    405: ("method_not_allowed", "这个地址不支持这种请求方法。"),
    413: ("too_large", "内容太大了。"),
}


def error_response(status: int, code: str, message: str, headers: dict[str, str] | None = None) -> web.Response:
    """The shape of every error."""
    return web.json_response({"error": {"code": code, "message": message}}, status=status, headers=headers, dumps=dumps)


def dumps(value: Any) -> str:
    """JSON with Chinese characters as they are."""
    return json.dumps(value, ensure_ascii=False)


@web.middleware
async def errors_as_json(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every fault becomes JSON; what nobody foresaw gets an id that stands in the log too."""
    try:
        return await handler(request)
    except Fault as fault:
        return error_response(fault.status, fault.code, fault.message, fault.headers)
    except MessageTooLong as error:
        return error_response(413, "too_long", f"消息太长，最多{error.limit}个字。")
    except EngineUnavailable:
        return error_response(503, "engine_unavailable", "理解引擎暂时不可用，请稍后再试。", {"Retry-After": "5"})
    except web.HTTPException as error:
        if error.status < web.HTTPBadRequest.status_code:
            raise
        code, message = HTTP_MESSAGES.get(error.status, ("http_error", "请求不正确。"))
        allow = {"Allow": error.headers["Allow"]} if "Allow" in error.headers else None
        return error_response(error.status, code, message, allow)
    except Exception:
        name = uuid.uuid4().hex[:8]
        logger.exception("request failed (%s) on %s", name, request.path)
        return error_response(500, "internal", f"服务器出错了（编号{name}），请稍后再试。")


async def json_body(request: web.Request) -> dict[str, Any]:
    """The body as a JSON object; 415 for another content type, 400 for anything that is not an object."""
    if request.content_type != "application/json":
        raise Fault(415, "unsupported_media_type", "请用 application/json 发送。")
    try:
        body = json.loads(await request.text())
    except (ValueError, LookupError, RecursionError, web.RequestPayloadError) as error:
        raise Fault(400, "bad_json", "内容不是正确的JSON。") from error
    if not isinstance(body, dict):
        raise Fault(400, "bad_json", "内容应当是一个JSON对象。")
    return body


def text_field(body: dict[str, Any], name: str, *, most: int, required: bool = True) -> str:
    """A string field; 400 if it is missing, no string, too long, or holds characters no keyboard makes."""
    value = body.get(name, "" if not required else None)
    value = value.replace("\x00", "") if isinstance(value, str) else None
    if value is None or (required and not value):
        raise Fault(400, "bad_field", f"缺少字段“{name}”，或者它不是文字。")
    if len(value) > most:
        raise Fault(413 if name == "text" else 400, "too_long", f"字段“{name}”太长，最多{most}个字。")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise Fault(400, "bad_field", f"字段“{name}”含有无法识别的字符。") from error
    return value
