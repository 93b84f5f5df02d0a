"""The cookies of the staff's pages: one for the session, one for a word that is shown once."""

import base64
import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass

from aiohttp import web

MOST_FLASH = 300
_FLASH_AGE_S = 60
_TOKEN_LENGTHS = range(40, 60)


@dataclass(frozen=True, slots=True)
class Flash:
    """A word after something was done: `kind` is done, note or wrong."""

    kind: str
    text: str


def new_token() -> str:
    """A token that nobody guesses (256 bits)."""
    return secrets.token_urlsafe(32)


def csrf_of(token: str) -> str:
    """What forms of a session carry; it does not give the token away."""
    return hashlib.sha256(f"csrf:{token}".encode()).hexdigest() if token else ""


def flash_of(token: str, kind: str, text: str) -> str:
    """A word as a cookie's value, signed for this session only."""
    packed = base64.urlsafe_b64encode(json.dumps([kind, text[:MOST_FLASH]]).encode()).decode()
    return f"{packed}.{_signature(token, packed)}"


def _signature(token: str, packed: str) -> str:
    return hmac.new(f"flash:{token}".encode(), packed.encode(), hashlib.sha256).hexdigest()


class Cookies:
    """Marked secure where staff come over https; other parts of the site never see them."""

    def __init__(self, *, secure: bool) -> None:
        """`secure` also gives the names the prefix that browsers then insist on."""
        prefix = "__Secure-" if secure else ""
        self._secure, self._session, self._flash = secure, f"{prefix}desk", f"{prefix}desk_flash"

    def token(self, request: web.Request) -> str:
        """The token that came along; empty if there is none or it cannot be ours."""
        token = request.cookies.get(self._session, "")
        return token if token.isascii() and len(token) in _TOKEN_LENGTHS else ""

    def give(self, response: web.StreamResponse, token: str) -> None:
        """Keep a token for as long as the browser runs."""
        self._set(response, self._session, token, None)

    def take(self, response: web.StreamResponse) -> None:
        """Forget the token."""
        self._delete(response, self._session)

    def is_csrf(self, request: web.Request, sent: str) -> bool:
        """Whether this is what a form of this very session carries."""
        token = self.token(request)
        return bool(token) and hmac.compare_digest(csrf_of(token).encode(), sent.encode(errors="replace"))

    def give_flash(self, response: web.StreamResponse, value: str) -> None:
        """Keep a word until the next page."""
        self._set(response, self._flash, value, _FLASH_AGE_S)

    def forget_flash(self, response: web.StreamResponse) -> None:
        """It has been shown."""
        self._delete(response, self._flash)

    def flashes(self, request: web.Request) -> list[Flash]:
        """The word that was kept for this session, if there is one."""
        packed, _, signature = request.cookies.get(self._flash, "").partition(".")
        expected = _signature(self.token(request), packed)
        if not packed or not hmac.compare_digest(expected.encode(), signature.encode(errors="replace")):
            return []
        kind, text = json.loads(base64.urlsafe_b64decode(packed))
        return [Flash(str(kind), str(text))]

    def _set(self, response: web.StreamResponse, name: str, value: str, age_s: int | None) -> None:
        response.set_cookie(
            name, value, max_age=age_s, path="/desk", httponly=True, secure=self._secure, samesite="Lax"
        )

    def _delete(self, response: web.StreamResponse, name: str) -> None:
        response.del_cookie(name, path="/desk", secure=self._secure, httponly=True, samesite="Lax")
