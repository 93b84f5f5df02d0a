"""Tells what a sentence wants: first the route, then, for a guide question, which aspect (要素)."""

from __future__ import annotations

from typing import Any, Dict, List, Text

import numpy as np
import skops.io as sio
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline

from rasa_engine.features import pieces, with_placeholders
from rasa_engine.intents import ASPECTS

GUIDE = "guide"
MODEL_FILE = "wish_classifier.skops"


@DefaultV1Recipe.register([DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER], is_trainable=True)
class WishClassifier(GraphComponent, IntentClassifier):
    """Two linear models: one over routes, with all guide questions as one class, and one over the aspects of a guide.

    One flat model would let fourteen guide intents split their votes against "complaint"; in two steps the sum
    counts first. Besides `intent` and `intent_ranking` it puts out `readings`: the ranking of every clause that
    the message's metadata lists under `clauses`.
    """

    def __init__(self, config: Dict[Text, Any], storage: ModelStorage, resource: Resource) -> None:
        """Untrained."""
        self._config, self._storage, self._resource = config, storage, resource
        self._routes: Pipeline | None = None
        self._aspects: Pipeline | None = None

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """`C`: inverse strength of the regularisation; `min_df`: in how many sentences a piece must stand."""
        return {"C": 8.0, "aspect_C": 8.0, "min_df": 2, "placeholders": True}

    @classmethod
    def create(
        cls, config: Dict[Text, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
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
            trusted = ["rasa_engine.features.pieces"]
            component._routes, component._aspects = sio.load(folder / MODEL_FILE, trusted=trusted)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the sentences of all intents."""
        sentences = [self._seen(message) for message in training_data.intent_examples]
        intents = [message.get(INTENT) for message in training_data.intent_examples]
        self._routes = self._model(self._config["C"]).fit(sentences, [_route(intent) for intent in intents])
        guide = [(text, intent) for text, intent in zip(sentences, intents) if _route(intent) == GUIDE]
        self._aspects = self._model(self._config["aspect_C"]).fit(*zip(*guide))
        with self._storage.write_to(self._resource) as folder:
            sio.dump((self._routes, self._aspects), folder / MODEL_FILE)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing later in the pipeline learns from this component."""
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Rank the intents of every message and of its clauses."""
        for message in messages:
            clauses = (message.get("metadata") or {}).get("clauses") or []
            rankings = self._rank([self._seen(message), *clauses])
            message.set(INTENT, rankings[0][0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, rankings[0], add_to_output=True)
            message.set("readings", rankings[1:], add_to_output=True)
        return messages

    def _seen(self, message: Message) -> Text:
        entities = message.get(ENTITIES) or [] if self._config["placeholders"] else []
        return with_placeholders(message.get(TEXT), entities)

    def _model(self, strength: float) -> Pipeline:
        return make_pipeline(
            TfidfVectorizer(analyzer=pieces, min_df=self._config["min_df"], sublinear_tf=True),
            LogisticRegression(C=strength, solver="liblinear", class_weight="balanced"),
        )

    def _rank(self, sentences: List[Text]) -> List[List[Dict[Text, Any]]]:
        assert self._routes is not None and self._aspects is not None
        routes = self._routes.predict_proba(sentences)
        aspects = self._aspects.predict_proba(sentences)
        guide = list(self._routes.classes_).index(GUIDE)
        names = [*self._routes.classes_[:guide], *self._routes.classes_[guide + 1 :], *self._aspects.classes_]
        weights = np.hstack([np.delete(routes, guide, axis=1), routes[:, [guide]] * aspects])
        return [_ranking(names, row, routes[i, guide]) for i, row in enumerate(weights)]


def _route(intent: Text) -> Text:
    return GUIDE if intent in ASPECTS else intent


def _ranking(names: List[Text], weights: np.ndarray, guide: float) -> List[Dict[Text, Any]]:
    """Intents by falling weight; where the guide questions together win, the first of them leads."""
    order = sorted(range(len(names)), key=lambda i: -float(weights[i]))
    if guide >= max((float(w) for n, w in zip(names, weights) if _route(n) != GUIDE), default=0.0):
        leader = next(i for i in order if _route(names[i]) == GUIDE)
        order = [leader, *(i for i in order if i != leader)]
    return [{"name": str(names[i]), "confidence": round(float(weights[i]), 5)} for i in order]
