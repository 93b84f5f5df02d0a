"""A guide in words: the fields are quoted, the wording around them comes from the phrasebook."""

from collections.abc import Callable, Iterable

from bot.domain.guides.facet import Facet
from bot.domain.guides.guide import Guide, Limit, Material, Possibility
from bot.services.guides.disputed_text import DisputedText
from bot.services.objections.marking import Disputes
from bot.services.ports import Phrasebook

SHORT_LIST = 3
"""So many papers are named in the overview; the rest are counted."""


class GuideText:
    """Tells one facet of a guide."""

    def __init__(self, phrasebook: Phrasebook, disputes: Disputes | None = None) -> None:
        """With the wording of `phrasebook`; `disputes` knows which fields are marked or corrected."""
        self._say = phrasebook.words
        self._disputes = disputes or Disputes()
        self._disputed = DisputedText(phrasebook, self._disputes)
        self._tellers: dict[Facet, Callable[[Guide], str]] = {
            Facet.OVERVIEW: self._overview,
            Facet.MATERIALS: self._materials,
            Facet.PROCESS: self._process,
            Facet.TIME_LIMIT: self._time_limit,
            Facet.FEE: self._fee,
            Facet.LOCATION: self._location,
            Facet.PHONE: self._phone,
            Facet.CONDITIONS: self._conditions,
            Facet.LEGAL_BASIS: self._legal_basis,
            Facet.ONLINE: lambda guide: self._possibility(guide.online, "online"),
            Facet.VISITS: self._visits,
            Facet.RESULT: self._result,
            Facet.DELIVERY: lambda guide: self._possibility(guide.delivery, "delivery"),
            Facet.PROXY: lambda guide: self._possibility(guide.proxy, "proxy"),
        }

    def tell(self, guide: Guide, facet: Facet) -> str:
        """Heading, the field word for word, and its source; a field left empty is said to be unpublished."""
        return "\n".join((self._heading(guide, facet), self.shown(guide, facet), self._source(guide)))

    def field(self, guide: Guide, facet: Facet) -> str:
        """Only the field itself, as the newest decision on an objection has it."""
        corrected = self._disputed.correction(guide.code, facet)
        return corrected or self._tellers[facet](guide) or self._unpublished(guide, facet)

    def shown(self, guide: Guide, facet: Facet) -> str:
        """The field, and a word on it where it is disputed or was corrected."""
        return "\n".join((self.field(guide, facet), *self._disputed.notes(guide.code, facet)))

    def published(self, guide: Guide) -> Guide:
        """The guide with the version and day that count now."""
        return self._disputes.published(guide)

    def disputed(self, code: str) -> dict[str, str]:
        """The fields of an item that are marked (有异议，核实中), and since when."""
        return {mark.field: mark.since.isoformat() for mark in self._disputes.marks_of(code)}

    def label(self, facet: Facet) -> str:
        """What a facet is called on a button."""
        return self._say(f"utter_facet_{facet}")

    def limit(self, limit: Limit) -> str:
        """A time limit in words."""
        if limit.days is None or limit.unit == "无":
            words = self._say("utter_limit_none")
        elif limit.days == 0 or limit.unit == "当场":
            words = self._say("utter_limit_at_once")
        elif limit.unit == "自然日":
            words = self._say("utter_limit_natural_days", days=str(limit.days))
        else:
            words = self._say("utter_limit_days", days=str(limit.days), unit=limit.unit)
        return f"{words}（{limit.note}）" if limit.note else words

    def _heading(self, guide: Guide, facet: Facet) -> str:
        return self._say(
            "utter_guide_heading", item=guide.name, facet=self.label(facet), department=guide.department.name
        )

    def _source(self, guide: Guide) -> str:
        guide = self.published(guide)
        values = {
            "department": guide.department.name,
            "version": str(guide.version),
            "checked_on": guide.checked_on.isoformat(),
        }
        if not guide.sample:
            return self._say("utter_guide_source", **values)
        return self._say("utter_guide_source_sample", **values, phone=enquiry_phone(guide))

    def _unpublished(self, guide: Guide, facet: Facet) -> str:
        values = {"phone": enquiry_phone(guide), "department": guide.department.name}
        reason = guide.unpublished.get(facet)
        if reason:
            return self._say("utter_guide_unpublished_reason", **values, reason=reason.rstrip("。"))
        return self._say("utter_guide_unpublished", **values)

    def _overview(self, guide: Guide) -> str:
        first = [self._say("utter_guide_overview", summary=guide.summary)] if guide.summary else []
        lines = [
            ("materials", Facet.MATERIALS, self._short_list(guide)),
            ("location", Facet.LOCATION, guide.places[0].name if guide.places else ""),
            ("time", Facet.TIME_LIMIT, self.limit(guide.promised_limit) if guide.promised_limit else ""),
            ("fee", Facet.FEE, guide.fee.amount if guide.fee else ""),
            ("online", Facet.ONLINE, self._yes_or_no(guide.online)),
        ]
        told = [(label, self._disputed.line(guide.code, facet, value)) for label, facet, value in lines]
        return "\n".join(
            first
            + [
                self._say("utter_guide_overview_line", label=self._say(f"utter_label_{label}"), value=value)
                for label, value in told
                if value
            ]
        )

    def _short_list(self, guide: Guide) -> str:
        named = guide.scenarios[0].materials if guide.scenarios else [row.name for row in guide.materials]
        shown = "、".join(named[:SHORT_LIST])
        if len(named) <= SHORT_LIST:
            return shown
        return self._say("utter_guide_overview_more", shown=shown, count=str(len(named)))

    def _yes_or_no(self, possibility: Possibility | None) -> str:
        if possibility is None:
            return ""
        return self._say("utter_yes_online" if possibility.available else "utter_no_online")

    def _materials(self, guide: Guide) -> str:
        rows = {row.name: row for row in guide.materials}
        if len(guide.scenarios) <= 1:
            return self._rows(guide.materials)
        common = [row for row in guide.materials if all(row.name in scenario.materials for scenario in guide.scenarios)]
        parts = [self._say("utter_guide_common_papers"), self._rows(common)] if common else []
        for scenario in guide.scenarios:
            parts.append(self._say("utter_guide_scenario", name=scenario.name, when=scenario.when))
            own = [rows[name] for name in scenario.materials if rows[name] not in common]
            parts.append(self._rows(own, len(common) + 1) if own else self._say("utter_guide_no_other_papers"))
        return "\n".join(parts)

    def _rows(self, materials: Iterable[Material], first: int = 1) -> str:
        return "\n".join(
            self._say(
                "utter_guide_material",
                number=str(number),
                name=row.name,
                amount="，".join(self._amount(row)),
                note=self._say("utter_guide_material_note", note=row.note) if row.note else "",
            )
            for number, row in enumerate(materials, first)
        )

    def _amount(self, row: Material) -> list[str]:
        amounts = []
        if row.originals:
            amounts.append(self._say("utter_amount_originals", count=str(row.originals)))
        if row.copies:
            amounts.append(self._say("utter_amount_copies", count=str(row.copies)))
        if not amounts:
            amounts.append(self._say("utter_amount_electronic" if row.form == "电子" else "utter_amount_none"))
        return amounts if row.necessity == "必要" else [*amounts, row.necessity]

    def _process(self, guide: Guide) -> str:
        return "\n".join(
            self._say("utter_guide_step", number=str(number), name=step.name, text=step.text)
            for number, step in enumerate(guide.process, 1)
        )

    def _time_limit(self, guide: Guide) -> str:
        lines = []
        if guide.promised_limit:
            lines.append(self._say("utter_guide_time_promised", limit=self.limit(guide.promised_limit)))
        if guide.statutory_limit:
            lines.append(self._say("utter_guide_time_statutory", limit=self.limit(guide.statutory_limit)))
        return "\n".join(lines)

    def _fee(self, guide: Guide) -> str:
        if not guide.fee:
            return ""
        lines = [self._say("utter_guide_fee", amount=guide.fee.amount)]
        if guide.fee.basis:
            lines.append(self._say("utter_guide_fee_basis", basis=guide.fee.basis))
        return "\n".join(lines)

    def _location(self, guide: Guide) -> str:
        return "\n".join(
            self._say(
                "utter_guide_place",
                number=str(number),
                name=place.name,
                address=place.address,
                phone=place.phone,
                summer=place.hours.summer,
                winter=place.hours.winter,
            )
            + (self._say("utter_guide_place_note", note=place.hours.note) if place.hours.note else "")
            for number, place in enumerate(guide.places, 1)
        )

    def _phone(self, guide: Guide) -> str:
        lines = [self._say("utter_guide_phone_place", name=p.name, phone=p.phone) for p in guide.places]
        lines += [
            self._say("utter_guide_phone_hotline", phone=phone)
            for phone in (*guide.phones, guide.department.hotline)
            if phone
        ]
        lines.append(self._say("utter_guide_phone_supervision", phone=guide.department.supervision))
        return "\n".join([*dict.fromkeys(lines), self._say("utter_guide_phone_12345")])

    def _conditions(self, guide: Guide) -> str:
        return "\n".join(
            self._say("utter_guide_condition", number=str(number), text=text)
            for number, text in enumerate(guide.conditions, 1)
        )

    def _legal_basis(self, guide: Guide) -> str:
        return "\n".join(
            self._say("utter_guide_law", number=str(number), name=law.name, paper=law.number, article=law.article)
            for number, law in enumerate(guide.legal_basis, 1)
        )

    def _visits(self, guide: Guide) -> str:
        if guide.visits is None:
            return ""
        if guide.visits == 0:
            return self._say("utter_guide_visits_none", note=guide.visits_note)
        return self._say("utter_guide_visits", count=str(guide.visits), note=guide.visits_note)

    def _result(self, guide: Guide) -> str:
        if not guide.result:
            return ""
        return self._say("utter_guide_result", name=guide.result, validity=guide.validity)

    def _possibility(self, possibility: Possibility | None, what: str) -> str:
        if possibility is None:
            return ""
        key = f"utter_guide_{what}_{'yes' if possibility.available else 'no'}"
        return self._say(key, note=possibility.note)


def enquiry_phone(guide: Guide) -> str:
    """The number to ask about an item: that of its place, else its department's."""
    return (guide.places[0] if guide.places else guide.department.place).phone
