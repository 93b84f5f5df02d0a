"""Reads what a demand is about, as a component of Rasa's pipeline; only when it is asked to."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Dict, List, Optional, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from rasa_engine.demand_model import DemandModel
from rasa_engine.kept import keep, kept
from rasa_engine.place_model import PlaceModel

LESSONS = "DEMAND_LESSONS"
"""The environment variable that names the file of subjects to learn from, as the trainer wrote it."""
MODEL_FILE = "demand_model.pickle"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR], is_trainable=True)
class DemandComponent(GraphComponent):
    """`DemandModel` and `PlaceModel` in Rasa's clothes.

    A message whose metadata say `demand` gets a `demand` in its parse: departments, categories, urgent, place.
    """

    def __init__(self, config: Dict[Text, Any], storage: ModelStorage, resource: Resource) -> None:
        """Untrained."""
        self._config, self._storage, self._resource = config, storage, resource
        self._models: Optional[tuple[DemandModel, PlaceModel]] = None

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """As in the models."""
        return {"strength": 10.0, "min_df": 2, "rounds": 30}

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DemandComponent:
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
    ) -> DemandComponent:
        """As trained."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._models = kept(folder / MODEL_FILE)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the subjects; Rasa's own training data say nothing of demands."""
        subjects = json.loads(Path(os.environ[LESSONS]).read_text("utf-8"))
        examples = [example for subject in subjects for example in subject["examples"]]
        models = (
            DemandModel(strength=self._config["strength"], min_df=self._config["min_df"]).fit(subjects),
            PlaceModel(rounds=self._config["rounds"]).fit(
                [example["text"] for example in examples], [example["place"] for example in examples]
            ),
        )
        with self._storage.write_to(self._resource) as folder:
            keep(models, folder / MODEL_FILE)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing later in the pipeline learns from this component."""
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Read the demand in every message that is to be read so."""
        assert self._models is not None
        about, places = self._models
        for message in messages:
            if (message.get("metadata") or {}).get("demand"):
                text = message.get(TEXT)
                message.set("demand", {**about.read(text), "place": places.find(text)}, add_to_output=True)
        return messages
