"""Rasa's command line, started fast and made lean: `python -m rasa_engine train ...`, `python -m rasa_engine run ...`."""

import gc
import logging
import os
import threading
import time
import warnings
from typing import Any

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("TF_INTRA_OP_PARALLELISM_THREADS", "1")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
warnings.simplefilter("ignore")

gc.disable()  # nothing of what is imported is rubbish, and looking for it costs a second
import skops.io  # noqa: E402, F401 - after TensorFlow this import takes ten seconds, before it none
import rasa.core.run  # noqa: E402
from rasa.__main__ import main  # noqa: E402

gc.enable()
from rasa_engine.lean import keep_connections, remember_answer_schema, remember_emptiness, run_straight  # noqa: E402

logger = logging.getLogger(__name__)
NO_MODEL = 3
"""The exit code of an engine that could not load its model."""


def end_without_a_model() -> None:
    """Leave when the model cannot be loaded: Rasa would stay up, unable to read anything."""
    load = rasa.core.run.load_agent_on_start

    async def load_or_leave(*arguments: Any) -> Any:
        gc.disable()  # as above
        agent = await load(*arguments)
        gc.enable()
        if not agent.is_ready():
            logger.error("the model could not be loaded: the engine ends")
            logging.shutdown()
            os._exit(NO_MODEL)
        gc.collect()
        gc.freeze()  # model and libraries stay: nothing among them need ever be looked through for rubbish
        return agent

    rasa.core.run.load_agent_on_start = load_or_leave


def end_with_the_program() -> None:
    """Leave when the program that started us is gone: killed hard, it could not stop us itself."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


end_with_the_program()
end_without_a_model()
remember_answer_schema()
run_straight()
keep_connections()
remember_emptiness()
main()
