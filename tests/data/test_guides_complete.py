"""Every guide is complete: what the national form asks for is there, or the guide says why not."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.guides.facet import Facet
from bot.domain.guides.guide import Guide

FRESH_FOR = timedelta(days=400)
ELEMENTS = (
    "summary", "conditions", "materials", "scenarios", "process", "statutory_limit", "promised_limit", "fee",
    "places", "online", "visits_note", "result", "validity", "delivery", "proxy", "legal_basis", "cross_region",
    "questions", "level", "handling", "channels", "main_item", "business_item", "audience", "theme",
)  # fmt: skip
LEAST = {"aliases": 5, "questions": 2, "process": 2}


@pytest.fixture(scope="module")
def today() -> date:
    """The day in 双辽."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).date()


@pytest.mark.parametrize("element", ELEMENTS)
def test_no_element_is_empty_without_a_reason(guides: Sequence[Guide], element: str) -> None:
    """A citizen reads the element, or why it is not published."""
    empty = [guide.code for guide in guides if not getattr(guide, element) and element not in guide.unpublished]
    assert empty == []


@pytest.mark.parametrize(("element", "least"), LEAST.items())
def test_each_guide_has_enough_of(guides: Sequence[Guide], element: str, least: int) -> None:
    """One word of the people's own would not find an item."""
    assert [guide.code for guide in guides if len(getattr(guide, element)) < least] == []


def test_each_guide_has_eight_examples_or_more_and_one_for_every_common_facet(guides: Sequence[Guide]) -> None:
    """People ask for an item in general, for its papers and for its price before anything else."""
    common = {Facet.OVERVIEW, Facet.MATERIALS, Facet.FEE, Facet.LOCATION, Facet.TIME_LIMIT}
    poor = [
        guide.code
        for guide in guides
        if sum(len(group) for group in guide.examples.values()) < 8 or not common <= set(guide.examples)
    ]
    assert poor == []


def test_each_law_has_a_name_a_number_and_an_article(guides: Sequence[Guide]) -> None:
    """A clerk can look the basis up; the name stands without its 《》, which the wording adds."""
    lacking = [
        (guide.code, law)
        for guide in guides
        for law in guide.legal_basis
        if not (law.name and law.number and law.article) or re.fullmatch(r"《[^《》]*》", law.name)
    ]
    assert lacking == []


def test_sample_content_is_marked_as_such(guides: Sequence[Guide]) -> None:
    """Until the city confirms a guide, every answer from it says 示例."""
    assert [guide.code for guide in guides if not guide.sample] == []


def test_nothing_was_checked_in_the_future(guides: Sequence[Guide], today: date) -> None:
    """A date of checking is a day that has been."""
    assert [(guide.code, guide.checked_on) for guide in guides if guide.checked_on > today] == []


def test_warning_guides_to_check_again(guides: Sequence[Guide], today: date) -> None:
    """A fact that nobody has looked at for 400 days is stale: check it again and renew `checked_on`."""
    stale = [
        f"{guide.code} {guide.name}: {guide.checked_on}" for guide in guides if today - guide.checked_on > FRESH_FOR
    ]
    assert stale == []


def test_a_fee_that_is_charged_says_how_much_and_one_that_is_not_says_so(guides: Sequence[Guide]) -> None:
    """`charged` and the published text never contradict each other."""
    contradicting = [
        (guide.code, guide.fee.amount)
        for guide in guides
        if guide.fee and not guide.fee.charged and re.fullmatch(r"[^不免无]*\d+\s*元[^不免无]*", guide.fee.amount)
    ]
    assert contradicting == []


def test_every_alias_has_two_characters_or_more(guides: Sequence[Guide]) -> None:
    """An alias of one character would find everything."""
    assert [(guide.code, alias) for guide in guides for alias in guide.aliases if len(alias) < 2] == []
