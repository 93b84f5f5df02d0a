"""What Rasa does anew in every turn and need not; each saves what docs/benchmarks.md says."""

from contextlib import asynccontextmanager
from typing import Any, AsyncIterator, Dict, List, Optional, Text, Tuple

import aiohttp
import rasa.core.processor
from jsonschema import ValidationError
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.engine.graph import GraphNode, GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig

Step = Tuple[Text, GraphNode, List[Text]]


class StraightRunner(DaskGraphRunner):
    """Runs a model's components one after the other, in an order that is worked out once."""

    def run(self, inputs: Optional[Dict[Text, Any]] = None, targets: Optional[List[Text]] = None) -> Dict[Text, Any]:
        """The outputs of `targets`."""
        wanted = tuple(targets or self._graph_schema.target_names)
        outputs = dict(inputs or {})
        for name, node, needs in self._steps(wanted):
            _, outputs[name] = node(*((need, outputs[need]) for need in needs))
        return {name: outputs[name] for name in wanted}

    def _steps(self, wanted: Tuple[Text, ...]) -> List[Step]:
        known: Dict[Tuple[Text, ...], List[Step]] = self.__dict__.setdefault("_known_steps", {})
        if wanted not in known:
            known[wanted] = self._in_order(self._graph_schema.minimal_graph_schema(list(wanted)))
        return known[wanted]

    def _in_order(self, schema: GraphSchema) -> List[Step]:
        """Every component behind those that it needs."""
        steps: Dict[Text, Step] = {}

        def add(name: Text) -> None:
            if name in steps or name not in schema.nodes:
                return
            needs = list(schema.nodes[name].needs.values())
            for need in needs:
                add(need)
            steps[name] = (name, self._instantiated_nodes[name], needs)

        for name in schema.nodes:
            add(name)
        return list(steps.values())


def run_straight() -> None:
    """Rasa builds a plan for its scheduler and starts a pool for every reading."""
    rasa.core.processor.DaskGraphRunner = StraightRunner


def remember_answer_schema() -> None:
    """Compile the schema of an action's answer once; Rasa checks and compiles it on every call (45 ms a turn)."""
    schema = RemoteAction.action_response_format_spec()
    validator = validator_for(schema)(schema)

    def validate(_self: RemoteAction, result: object) -> bool:
        for error in validator.iter_errors(result):
            raise ValidationError(f"the action server's answer is not valid: {error.message}")
        return True

    RemoteAction._validate_action_result = validate


def keep_connections() -> None:
    """Call the actions over connections that stay open; Rasa opens a new one for each call."""
    opened = EndpointConfig.session

    @asynccontextmanager
    async def session(self: EndpointConfig) -> AsyncIterator[aiohttp.ClientSession]:
        if getattr(self, "kept_session", None) is None:
            self.kept_session = opened(self)
        yield self.kept_session

    EndpointConfig.session = session


def remember_emptiness() -> None:
    """Whether a domain is empty: Rasa builds an empty one in every turn to compare."""
    compare = Domain.is_empty

    def is_empty(self: Domain) -> bool:
        if not hasattr(self, "known_empty"):
            self.known_empty = compare(self)
        return self.known_empty

    Domain.is_empty = is_empty
