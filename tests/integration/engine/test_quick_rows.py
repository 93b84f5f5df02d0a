"""The engine reads a sentence as its model was taught to."""

import json
import subprocess

import pytest

from bot.settings import ROOT, Settings


@pytest.mark.engine
def test_the_quick_way_to_the_features_gives_the_same(settings: Settings) -> None:
    """What stands in for scikit-learn's own transformation differs from it by no more than rounding."""
    command = [str(settings.rasa_python), "-W", "ignore", "-m", "tests.integration.engine.compare_rows"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["texts"] > 100
    assert found["shapes"][0] == found["shapes"][1]
    assert found["apart"] < 1e-6
