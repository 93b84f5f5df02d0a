"""The shape of one file under knowledge/items/: what a full guide must say, and how a fault is told."""

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from bot.domain.guides.facet import Facet

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
LEAST_ALIASES, LEAST_EXAMPLES, LEAST_QUESTIONS = 5, 8, 2
MAY_BE_UNPUBLISHED = {"basic_code", "implementation_code", "legal_basis", "cross_region"}


class Strict(BaseModel):
    """A key that the schema does not know is a fault: it is a typing mistake far more often than a wish."""

    model_config = ConfigDict(extra="forbid")


class MaterialRow(Strict):
    name: Text
    kind: Literal["申请表", "证件", "证明", "合同协议", "图纸", "报告", "照片", "票据", "承诺书", "其他"]
    form: Literal["纸质", "电子", "纸质或电子"]
    originals: Annotated[int, Field(ge=0, le=10)]
    copies: Annotated[int, Field(ge=0, le=10)]
    necessity: Literal["必要", "非必要", "容缺后补"]
    source: Literal["申请人自备", "政府核发", "其他"]
    note: Text | None = None
    blank_form: Text | None = None


class ScenarioRow(Strict):
    name: Text
    when: Text
    materials: Annotated[list[Text], Field(min_length=1)]


class StepRow(Strict):
    name: Text
    text: Text


class LimitRow(Strict):
    days: Annotated[int, Field(ge=0)] | None
    unit: Literal["工作日", "自然日", "当场", "无"]
    note: Text | None = None


class FeeRow(Strict):
    charged: bool
    amount: Text
    basis: Text


class PlaceRow(Strict):
    place: Text
    window: Text | None = None


class PossibilityRow(Strict):
    available: bool
    note: Text


class VisitsRow(Strict):
    count: Annotated[int, Field(ge=0, le=5)]
    note: Text


class ResultRow(Strict):
    name: Text
    validity: Text


class LawRow(Strict):
    name: Text
    number: Text
    article: Text


class QuestionRow(Strict):
    q: Text
    a: Text


class ItemFile(Strict):
    """One service item; docs/data.md explains every field with an example."""

    code: Annotated[str, StringConstraints(pattern=r"^SL-[A-Z]{2,3}-\d{3}$")]
    name: Text
    main_item: Text
    business_item: Text
    department: Text
    type: Literal["行政许可", "行政确认", "行政给付", "行政裁决", "公共服务", "其他行政权力"]
    audience: Annotated[list[Literal["自然人", "法人"]], Field(min_length=1)]
    theme: Text
    level: Literal["县级", "市级", "省级", "乡级", "企业"]
    handling: Literal["即办件", "承诺件"]
    channels: Annotated[list[Literal["窗口", "网上", "快递", "电话", "上门"]], Field(min_length=1)]
    version: Annotated[int, Field(ge=1)]
    checked_on: date
    sample: bool
    summary: Text
    conditions: Annotated[list[Text], Field(min_length=1)]
    materials: Annotated[list[MaterialRow], Field(min_length=1)]
    scenarios: Annotated[list[ScenarioRow], Field(min_length=1)]
    process: Annotated[list[StepRow], Field(min_length=2)]
    statutory_limit: LimitRow
    promised_limit: LimitRow
    fee: FeeRow
    places: Annotated[list[PlaceRow], Field(min_length=1)]
    phones: list[Text] = []
    online: PossibilityRow
    visits: VisitsRow
    result: ResultRow
    delivery: PossibilityRow
    proxy: PossibilityRow
    legal_basis: list[LawRow] = []
    cross_region: Text | None = None
    faq: Annotated[list[QuestionRow], Field(min_length=LEAST_QUESTIONS)]
    unpublished: dict[str, Text] = {}
    aliases: Annotated[list[Text], Field(min_length=LEAST_ALIASES)]
    examples: dict[Facet, Annotated[list[Text], Field(min_length=1)]]

    @field_validator("aliases")
    @classmethod
    def aliases_differ(cls, aliases: list[str]) -> list[str]:
        """An alias given twice would count twice in the search."""
        if len(set(aliases)) < len(aliases):
            raise ValueError("an alias stands twice")
        return aliases

    @field_validator("examples")
    @classmethod
    def enough_examples(cls, examples: dict[Facet, list[str]]) -> dict[Facet, list[str]]:
        """Eight or more, none twice, each a sentence of 4 to 200 characters."""
        sentences = [sentence for group in examples.values() for sentence in group]
        if len(sentences) < LEAST_EXAMPLES:
            raise ValueError(f"{len(sentences)} example questions, at least {LEAST_EXAMPLES} are needed")
        if len(set(sentences)) < len(sentences):
            raise ValueError("an example question stands twice")
        odd = [sentence for sentence in sentences if not re.fullmatch(r".{2,200}", sentence)]
        if odd:
            raise ValueError(f"an example question of 2 to 200 characters is wanted, not {odd[0]!r}")
        return examples

    @model_validator(mode="after")
    def scenarios_name_materials(self) -> Self:
        """A scenario may only name papers that the list has; a paper of no scenario would never be shown."""
        rows = [row.name for row in self.materials]
        if len(set(rows)) < len(rows):
            raise ValueError("materials: two rows have the same name")
        named = {name for scenario in self.scenarios for name in scenario.materials}
        if missing := named - set(rows):
            raise ValueError(f"scenarios name papers that materials lacks: {'、'.join(sorted(missing))}")
        if unused := set(rows) - named:
            raise ValueError(f"materials of no scenario: {'、'.join(sorted(unused))}")
        return self

    @model_validator(mode="after")
    def gaps_have_reasons(self) -> Self:
        """An element left empty must say why under `unpublished`."""
        if unknown := set(self.unpublished) - MAY_BE_UNPUBLISHED:
            raise ValueError(f"unpublished: may not name {', '.join(sorted(unknown))}")
        for element in ("legal_basis", "cross_region"):
            if not getattr(self, element) and element not in self.unpublished:
                raise ValueError(f"{element} is empty and `unpublished` gives no reason")
        return self
