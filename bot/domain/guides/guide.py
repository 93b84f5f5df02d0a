"""The guide (办事指南) of a service item (政务服务事项): every element that the national form lists."""

from dataclasses import dataclass, field
from datetime import date

from bot.domain.guides.facet import Facet


@dataclass(frozen=True, slots=True)
class Material:
    """One row of the list of papers (申请材料)."""

    name: str
    kind: str
    form: str
    originals: int
    copies: int
    necessity: str
    source: str
    note: str = ""
    blank_form: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A case (情形) with its own papers: `materials` names rows of the guide's list."""

    name: str
    when: str
    materials: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the flow (办理流程): 申请, 受理, 审查, 决定, 制证, 送达 ..."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit; `days` is None where the law or the office sets none, 0 means on the spot (当场)."""

    days: int | None
    unit: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fee:
    """What it costs; `amount` is the published text, `basis` the paper that allows (or waives) it."""

    charged: bool
    amount: str
    basis: str


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours by season, as they are published."""

    summer: str
    winter: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item is handled."""

    name: str
    address: str
    hours: Hours
    phone: str


@dataclass(frozen=True, slots=True)
class Department:
    """The owner (实施主体) of items."""

    name: str
    place: Place
    supervision: str
    hotline: str = ""


@dataclass(frozen=True, slots=True)
class Law:
    """One basis (设定依据): name, document number and article."""

    name: str
    number: str
    article: str


@dataclass(frozen=True, slots=True)
class Possibility:
    """Whether something can be had (online, by post, by proxy) and how."""

    available: bool
    note: str


@dataclass(frozen=True, slots=True)
class Question:
    """A common question (常见问题) and its published answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """A service item with its full guide. `sample` marks content that the city has not yet confirmed (示例)."""

    code: str
    name: str
    main_item: str = ""
    business_item: str = ""
    department: Department
    type: str
    audience: tuple[str, ...]
    theme: str
    level: str = ""
    handling: str = ""
    channels: tuple[str, ...] = ()
    version: int
    checked_on: date
    sample: bool
    summary: str = ""
    conditions: tuple[str, ...] = ()
    materials: tuple[Material, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    process: tuple[Step, ...] = ()
    statutory_limit: Limit | None = None
    promised_limit: Limit | None = None
    fee: Fee | None = None
    places: tuple[Place, ...] = ()
    phones: tuple[str, ...] = ()
    online: Possibility | None = None
    visits: int | None = None
    visits_note: str = ""
    result: str = ""
    validity: str = ""
    delivery: Possibility | None = None
    proxy: Possibility | None = None
    legal_basis: tuple[Law, ...] = ()
    cross_region: str = ""
    questions: tuple[Question, ...] = ()
    unpublished: dict[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    examples: dict[Facet, tuple[str, ...]] = field(default_factory=dict)
