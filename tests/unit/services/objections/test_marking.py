"""Marks and corrections as a running program knows them, and as its answers show them."""

import asyncio
from dataclasses import dataclass, field

import pytest

from bot.domain.guides.facet import Facet
from bot.domain.objections.objection import Objection
from bot.domain.talk.conversation import Focus
from bot.services.guides.responder import Responder
from bot.services.guides.text import GuideText
from bot.services.objections.marking import Disputes, DisputeWatch
from bot.services.objections.ports import GuideCorrection, GuideMark, ObjectionChange
from bot.services.ports import Phrasebook
from tests.unit.domain.objections.objection_samples import DECIDE, MARK, after, filed, moved
from tests.unit.services.objections.memory_objections import MemoryObjections
from tests.unit.services.talk.small_desk import BARE, LOST, FakeCatalogue

SINCE = "11月23日（周一）10:00"


def marked(*fields: str) -> Disputes:
    """With marks at these fields of the lost card's guide."""
    disputes = Disputes()
    disputes.know([GuideMark(LOST.code, one, "SL20261123-0001-X", after(1)) for one in fields], [])
    return disputes


def corrected(field_: str, text: str, revision: int = 1) -> Disputes:
    """With a field corrected."""
    disputes = Disputes()
    disputes.know([], [GuideCorrection(LOST.code, field_, text, "SL20261123-0001-X", after(30), revision)])
    return disputes


def test_a_marked_field_says_so_and_since_when(phrasebook: Phrasebook) -> None:
    """Only there, and without the objection's number."""
    text = GuideText(phrasebook, marked("fee"))
    told = text.tell(LOST, Facet.FEE)
    assert "有异议，核实中" in told
    assert SINCE in told
    assert "SL2026" not in told
    assert "有异议" not in text.tell(LOST, Facet.PROCESS)
    assert "有异议" not in text.tell(BARE, Facet.FEE)


@pytest.mark.parametrize(
    ("disputed", "shown"),
    [("fee", Facet.OVERVIEW), ("materials", Facet.OVERVIEW), ("phone", Facet.LOCATION), ("location", Facet.PHONE)],
)
def test_a_mark_stands_wherever_the_same_data_are_shown(phrasebook: Phrasebook, disputed: str, shown: Facet) -> None:
    """The overview and the place quote other fields: they do not quote them as if nothing were wrong."""
    assert "有异议，核实中" in GuideText(phrasebook, marked(disputed)).shown(LOST, shown)


def test_the_field_itself_stays_without_the_note(phrasebook: Phrasebook) -> None:
    """It is what an objection quotes."""
    assert GuideText(phrasebook, marked("fee")).field(LOST, Facet.FEE) == GuideText(phrasebook).field(LOST, Facet.FEE)


def test_a_correction_is_what_is_told_from_then_on(phrasebook: Phrasebook) -> None:
    """In the field and in the overview, with a new version and the day of the decision."""
    text = GuideText(phrasebook, corrected("fee", "每证20元"))
    assert text.field(LOST, Facet.FEE) == "每证20元"
    assert "每证40元" not in text.tell(LOST, Facet.FEE)
    assert "每证20元" in text.shown(LOST, Facet.OVERVIEW)
    assert "每证40元" not in text.shown(LOST, Facet.OVERVIEW)
    assert "第8版，2026-11-24核对" in text.tell(LOST, Facet.FEE)
    assert "11月24日按异议处理决定改过" in text.tell(LOST, Facet.FEE)


def test_a_long_correction_is_cut_in_the_overview_only(phrasebook: Phrasebook) -> None:
    """One line there, all of it in the field."""
    text = GuideText(phrasebook, corrected("fee", "每证20元\n" * 40))
    assert text.field(LOST, Facet.FEE).count("每证20元") == 40
    line = next(one for one in text.field(LOST, Facet.OVERVIEW).split("\n") if "每证20元" in one)
    assert len(line) < 80


def test_what_shares_a_corrected_field_names_the_new_text(phrasebook: Phrasebook) -> None:
    """The place still lists the old number, so the new one stands beside it."""
    assert "0434-7223344" in GuideText(phrasebook, corrected("phone", "0434-7223344")).shown(LOST, Facet.LOCATION)


@pytest.mark.parametrize(("revision", "version"), [(1, 8), (3, 10)])
def test_each_correction_is_a_version(phrasebook: Phrasebook, revision: int, version: int) -> None:
    """A field that was corrected three times makes three."""
    assert GuideText(phrasebook, corrected("fee", "每证20元", revision)).published(LOST).version == version


def test_an_answer_tells_programs_since_when_it_is_disputed(phrasebook: Phrasebook) -> None:
    """Beside the text; nothing where nothing is disputed."""
    desk = Responder(FakeCatalogue(LOST, BARE), phrasebook, disputes=marked("fee"))
    fee, phone = (desk.answer([(LOST.code, one)], Focus()).answer.replies[0].data for one in (Facet.FEE, Facet.PHONE))
    assert fee["disputed_since"] == after(1).isoformat()
    assert "disputed_since" not in phone


def test_of_several_marks_the_earliest_counts() -> None:
    """However they are told."""
    disputes = Disputes()
    marks = [GuideMark(LOST.code, "fee", str(hours), after(hours)) for hours in (5, 2, 9)]
    disputes.know(marks, [])
    mark = disputes.mark(LOST.code, "fee")
    assert mark
    assert mark.since == after(2)


@dataclass
class FailingOnce(MemoryObjections):
    """A store that cannot be read the first time."""

    looks: int = 0
    looked: asyncio.Event = field(default_factory=asyncio.Event)

    async def marks(self) -> list[GuideMark]:
        """Broken, then whole."""
        self.looks += 1
        if self.looks == 1:
            raise OSError("gone")
        found = list(await super().marks())
        self.looked.set()
        return found


async def kept(store: MemoryObjections, objection: Objection) -> None:
    """In the store."""
    await store.save(ObjectionChange(objection), after(3))


async def test_a_mark_comes_and_goes_with_the_objection() -> None:
    """It stands from marking to the decision, which brings the correction."""
    store, disputes = MemoryObjections(), Disputes()
    watch = DisputeWatch(store, disputes)
    await kept(store, moved(filed(), MARK))
    await watch.look()
    assert disputes.mark("SL-GA-003", "fee")
    stored = await store.get("SL20261123-0001-X")
    assert stored
    await kept(store, moved(stored, DECIDE))
    await watch.look()
    assert disputes.mark("SL-GA-003", "fee") is None
    correction = disputes.correction("SL-GA-003", "fee")
    assert correction
    assert correction.text == "每证40元"


async def test_the_watch_goes_on_when_the_store_was_away() -> None:
    """What was known stays known until it can be read again."""
    store, disputes = FailingOnce(), marked("phone")
    await kept(store, moved(filed(), MARK))
    running = asyncio.create_task(DisputeWatch(store, disputes, pause_s=0).run())
    async with asyncio.timeout(5):
        await store.looked.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert disputes.mark("SL-GA-003", "fee")
    assert disputes.mark("SL-GA-003", "phone") is None
