"""What a turn wants (route), and which intent of the trained model stands for it."""

from enum import StrEnum


class Route(StrEnum):
    """One wish a turn; the value is what the HTTP contract carries."""

    GUIDE = "guide"
    COMPLAINT = "complaint"
    REPORT = "report"
    HELP = "help"
    SUGGESTION = "suggestion"
    CONSULT = "consult"
    OBJECTION = "objection"
    HANDOFF = "handoff"
    STATUS = "status"
    URGE = "urge"
    WITHDRAW = "withdraw"
    EMERGENCY = "emergency"
    PRAISE = "praise"
    FEEDBACK_NEGATIVE = "feedback_negative"
    GREET = "greet"
    GOODBYE = "goodbye"
    THANKS = "thanks"
    OUT_OF_SCOPE = "out_of_scope"


ROUTE_OF_INTENT: dict[str, Route] = {
    "lodge_complaint": Route.COMPLAINT,
    "report_violation": Route.REPORT,
    "ask_for_help": Route.HELP,
    "make_suggestion": Route.SUGGESTION,
    "ask_consult": Route.CONSULT,
    "object_to_data": Route.OBJECTION,
    "ask_for_person": Route.HANDOFF,
    "ask_status": Route.STATUS,
    "urge_ticket": Route.URGE,
    "withdraw_ticket": Route.WITHDRAW,
    "report_emergency": Route.EMERGENCY,
    "praise_staff": Route.PRAISE,
    "reject_answer": Route.FEEDBACK_NEGATIVE,
    "greet": Route.GREET,
    "say_goodbye": Route.GOODBYE,
    "say_thanks": Route.THANKS,
    "ask_capability": Route.GREET,
    "name_item": Route.GUIDE,
    "small_talk": Route.OUT_OF_SCOPE,
    "ask_other_city": Route.OUT_OF_SCOPE,
    "ask_commercial": Route.OUT_OF_SCOPE,
    "talk_nonsense": Route.OUT_OF_SCOPE,
    "ask_unlisted_service": Route.OUT_OF_SCOPE,
    "abuse_assistant": Route.OUT_OF_SCOPE,
    "inject_command": Route.OUT_OF_SCOPE,
    "ask_medical": Route.OUT_OF_SCOPE,
    "ask_homework": Route.OUT_OF_SCOPE,
}
"""Every intent but `ask_<facet>`, which all mean a guide question."""


def route_of(intent: str) -> Route:
    """The route that an intent stands for; an intent that no table knows is out of scope."""
    if intent in ROUTE_OF_INTENT:
        return ROUTE_OF_INTENT[intent]
    return Route.GUIDE if intent.startswith("ask_") else Route.OUT_OF_SCOPE
