"""Rasa's command line, started fast and made lean: `python -m rasa_engine train ...`, `python -m rasa_engine run ...`."""

import functools
import os
import threading
import time
import warnings

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("TF_INTRA_OP_PARALLELISM_THREADS", "1")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
warnings.simplefilter("ignore")

import skops.io  # noqa: E402, F401 - after TensorFlow this import takes ten seconds, before it none
from jsonschema import ValidationError  # noqa: E402
from jsonschema.validators import validator_for  # noqa: E402
from rasa.__main__ import main  # noqa: E402
from rasa.core.actions.action import RemoteAction  # noqa: E402
from rasa.shared.core.events import Event  # noqa: E402


def remember_answer_schema() -> None:
    """Compile the schema of an action's answer once; Rasa checks and compiles it on every call (45 ms a turn)."""
    schema = RemoteAction.action_response_format_spec()
    validator = validator_for(schema)(schema)

    def validate(_self: RemoteAction, result: object) -> bool:
        for error in validator.iter_errors(result):
            raise ValidationError(f"the action server's answer is not valid: {error.message}")
        return True

    RemoteAction._validate_action_result = validate  # noqa: SLF001 - Rasa offers no other way in


def remember_event_types() -> None:
    """Keep the table from an event's name to its class; Rasa walks all subclasses for every event it reads."""
    Event.resolve_by_type = staticmethod(functools.lru_cache(maxsize=None)(Event.resolve_by_type))


def end_with_the_program() -> None:
    """Leave when the program that started us is gone: killed hard, it could not stop us itself."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


end_with_the_program()
remember_answer_schema()
remember_event_types()
main()
