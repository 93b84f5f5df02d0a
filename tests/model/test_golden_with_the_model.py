"""Golden dialogues with the trained model: every turn goes in as a channel hands it in, and comes back from the engine."""

import uuid

import pytest

from tests.conversations.dialogues import golden_dialogues, known_failures, verdict
from tests.model.conftest import ProgramInThread

pytestmark = [pytest.mark.engine, pytest.mark.timeout(600)]

DIALOGUES = golden_dialogues()
KNOWN = known_failures("with_model")


@pytest.mark.parametrize("name", DIALOGUES)
def test_a_golden_dialogue_goes_as_told_with_the_trained_model(name: str, running_program: ProgramInThread) -> None:
    """Each turn is answered as its file says, except those of known_failures.yml, which still are not."""
    conversation = f"golden-{uuid.uuid4().hex}"
    found = {}
    for number, turn in enumerate(DIALOGUES[name].turns, 1):
        faults = turn.faults(running_program.take(turn.inbound(conversation, number)))
        if faults:
            found[number] = faults
    assert verdict(found, KNOWN.get(name, set())) == ""
