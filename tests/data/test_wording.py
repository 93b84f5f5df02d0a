"""Wording: every response is used, every response that is used exists."""

import ast
import re
from collections.abc import Iterator
from typing import Any

import pytest

from bot.domain.guides.decision import TakeWish
from bot.domain.guides.facet import Facet
from bot.domain.talk.conversation import Focus
from bot.domain.talk.message import AttachmentKind
from bot.domain.talk.route import Route, route_of
from bot.settings import ROOT
from tests.data.conftest import load

SOURCES = sorted([*ROOT.glob("bot/**/*.py"), *ROOT.glob("actions/*.py")])
INTENTS = load(ROOT / "nlu_data" / "domain" / "intents.yml")["intents"]
WISHES = [intent for intent in INTENTS if route_of(intent) is not Route.GUIDE]


def used_in_code() -> Iterator[str]:
    """Every response key in the code as a pattern; a hole of an f-string may hold any word, or what it chooses from."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                pattern = "".join(_pattern(part) for part in node.values)
                if pattern.startswith("utter_") and pattern != r"utter_\w+":
                    yield pattern
            elif (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and re.fullmatch(r"utter_\w+[a-z0-9]", node.value)
            ):
                yield node.value


def _pattern(part: ast.expr) -> str:
    if isinstance(part, ast.Constant):
        return re.escape(str(part.value))
    value = part.value if isinstance(part, ast.FormattedValue) else part
    if isinstance(value, ast.IfExp):
        return f"(?:{_pattern(value.body)}|{_pattern(value.orelse)})"
    return r"\w+"


def used_in_rules() -> Iterator[str]:
    """The responses that rules utter themselves."""
    for rule in load(ROOT / "nlu_data" / "rules" / "wishes.yml")["rules"]:
        yield from (step["action"] for step in rule["steps"] if step.get("action", "").startswith("utter_"))


def test_every_response_is_used_somewhere(phrasebook: Any) -> None:
    """No wording lies about unsaid, but for those that wait for their part of the program."""
    patterns = [*used_in_code(), *used_in_rules(), *(f"utter_{wish}" for wish in WISHES)]
    used = re.compile("|".join(f"(?:{pattern})" for pattern in set(patterns) - {"utter_guide_\\w+"}))
    assert {key for key in phrasebook.keys if not used.fullmatch(key)} == set()


def test_every_response_that_the_code_or_a_rule_uses_exists(phrasebook: Any) -> None:
    """No turn ends in a KeyError."""
    missing = {
        pattern
        for pattern in {*used_in_code(), *used_in_rules()}
        if not any(re.fullmatch(pattern, key) for key in phrasebook.keys)
    }
    assert missing == set()


@pytest.mark.parametrize(
    "key",
    [*(f"utter_facet_{facet}" for facet in Facet), *(f"utter_attachment_{kind}" for kind in AttachmentKind)],
)
def test_every_facet_and_every_attachment_has_its_word(phrasebook: Any, key: str) -> None:
    """Buttons and headings name each facet; each thing a channel may bring is answered."""
    assert phrasebook.words(key)


@pytest.mark.parametrize("intent", WISHES)
def test_every_wish_is_answered_under_its_own_route(knowledge: Any, intent: str) -> None:
    """What was understood is what the answer is filed under; nothing is said in silence."""
    outcome = knowledge.desk.responder.respond(TakeWish(intent), Focus())
    assert outcome.answer.route is route_of(intent)
    assert all(reply.text for reply in outcome.answer.replies)


def test_no_response_promises_what_cannot_be_kept(phrasebook: Any) -> None:
    """Only forms and tickets say that something is filed; nothing is connected while nobody sits there."""
    promises = re.compile(r"已(经)?(为您)?(转接|立单|受理您|派单|登记)|正在(为您)?转接")
    filing = ("utter_form_", "utter_ticket_")
    keys = [key for key in phrasebook.keys if promises.search(phrasebook._wordings[key].text)]
    keys = [key for key in keys if not key.startswith(filing) or "转接" in phrasebook._wordings[key].text]
    assert keys == []
