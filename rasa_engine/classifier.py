"""Tells what a sentence wants, as a component of Rasa's pipeline."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import read_yaml_file

from rasa_engine.cues import Cues
from rasa_engine.kept import keep, kept
from rasa_engine.quick_rows import QuickRows
from rasa_engine.wish_model import WishModel

MODEL_FILE = "wish_model.pickle"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class WishClassifier(GraphComponent, IntentClassifier):
    """A `WishModel` in Rasa's clothes.

    Besides `intent` and `intent_ranking` it puts out `readings`: the ranking of every clause that the message's
    metadata lists under `clauses`.
    """

    def __init__(self, config: Dict[Text, Any], storage: ModelStorage, resource: Resource) -> None:
        """Untrained."""
        self._config, self._storage, self._resource = config, storage, resource
        self._model: WishModel | None = None

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`cues`: the file of cues; the rest as in `WishModel`."""
        return {"cues": "knowledge/cues.yml", "route_strength": 8.0, "aspect_strength": 8.0, "min_df": 2}

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> WishClassifier:
        """For training."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> WishClassifier:
        """As trained."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._model = kept(folder / MODEL_FILE)
        component._model._features = QuickRows(component._model._features)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the sentences of all intents."""
        cues = Cues(read_yaml_file(Path(self._config["cues"]))["facets"])
        self._model = WishModel(
            cues,
            route_strength=self._config["route_strength"],
            aspect_strength=self._config["aspect_strength"],
            min_df=self._config["min_df"],
        ).fit(
            [message.get(TEXT) for message in training_data.intent_examples],
            [message.get(INTENT) for message in training_data.intent_examples],
        )
        with self._storage.write_to(self._resource) as folder:
            keep(self._model, folder / MODEL_FILE)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing later in the pipeline learns from this component."""
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Rank the intents of every message and of its clauses."""
        assert self._model is not None
        for message in messages:
            clauses = (message.get("metadata") or {}).get("clauses") or []
            ranking, *readings = self._model.rank([message.get(TEXT), *clauses])
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking, add_to_output=True)
            message.set("readings", readings, add_to_output=True)
        return messages
