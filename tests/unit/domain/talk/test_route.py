"""From an intent to its route."""

from pathlib import Path

import pytest
import yaml

from bot.domain.guides.facet import NEXT_FACETS, Facet
from bot.domain.talk.route import ROUTE_OF_INTENT, Route, route_of
from bot.settings import Settings


def intents(wording: Path) -> set[str]:
    """Every intent that the model is trained on."""
    return set(yaml.safe_load((wording / "intents.yml").read_text(encoding="utf-8"))["intents"])


def test_every_intent_has_a_route(settings: Settings) -> None:
    """An intent of the domain stands in the table or asks for a facet; none falls through."""
    facet_intents = {f"ask_{facet}" for facet in Facet}
    assert intents(settings.wording_dir) - set(ROUTE_OF_INTENT) <= facet_intents


def test_the_table_knows_no_intent_that_is_gone(settings: Settings) -> None:
    """What the table names, the model can say."""
    assert set(ROUTE_OF_INTENT) <= intents(settings.wording_dir)


def test_every_facet_can_be_asked(settings: Settings) -> None:
    """Each facet has its intent."""
    assert {f"ask_{facet}" for facet in Facet} <= intents(settings.wording_dir)


@pytest.mark.parametrize(
    ("intent", "route"),
    [
        ("ask_fee", Route.GUIDE),
        ("name_item", Route.GUIDE),
        ("ask_for_person", Route.HANDOFF),
        ("ask_status", Route.STATUS),
        ("ask_capability", Route.GREET),
        ("lodge_complaint", Route.COMPLAINT),
        ("inject_command", Route.OUT_OF_SCOPE),
        ("nlu_fallback", Route.OUT_OF_SCOPE),
        ("", Route.OUT_OF_SCOPE),
    ],
)
def test_an_intent_stands_for_a_route(intent: str, route: Route) -> None:
    """Asking for a facet is a guide question; what no table knows is out of scope."""
    assert route_of(intent) is route


def test_each_facet_leads_to_others() -> None:
    """The buttons under an answer never repeat it, nor each other."""
    assert set(NEXT_FACETS) == set(Facet)
    for facet, following in NEXT_FACETS.items():
        assert facet not in following
        assert len(set(following)) == len(following) == 4
