"""The aspects (要素) of a guide that a citizen may ask about."""

from enum import StrEnum


class Facet(StrEnum):
    """One aspect of a guide; the value is what the HTTP contract and the store carry."""

    OVERVIEW = "overview"
    MATERIALS = "materials"
    PROCESS = "process"
    TIME_LIMIT = "time_limit"
    FEE = "fee"
    LOCATION = "location"
    PHONE = "phone"
    CONDITIONS = "conditions"
    LEGAL_BASIS = "legal_basis"
    ONLINE = "online"
    VISITS = "visits"
    RESULT = "result"
    DELIVERY = "delivery"
    PROXY = "proxy"


NEXT_FACETS: dict[Facet, tuple[Facet, ...]] = {
    Facet.OVERVIEW: (Facet.MATERIALS, Facet.PROCESS, Facet.LOCATION, Facet.FEE),
    Facet.MATERIALS: (Facet.LOCATION, Facet.TIME_LIMIT, Facet.ONLINE, Facet.PROXY),
    Facet.PROCESS: (Facet.MATERIALS, Facet.LOCATION, Facet.TIME_LIMIT, Facet.ONLINE),
    Facet.TIME_LIMIT: (Facet.MATERIALS, Facet.LOCATION, Facet.DELIVERY, Facet.FEE),
    Facet.FEE: (Facet.MATERIALS, Facet.LOCATION, Facet.TIME_LIMIT, Facet.ONLINE),
    Facet.LOCATION: (Facet.MATERIALS, Facet.PHONE, Facet.ONLINE, Facet.TIME_LIMIT),
    Facet.PHONE: (Facet.LOCATION, Facet.MATERIALS, Facet.ONLINE, Facet.OVERVIEW),
    Facet.CONDITIONS: (Facet.MATERIALS, Facet.PROCESS, Facet.LOCATION, Facet.TIME_LIMIT),
    Facet.LEGAL_BASIS: (Facet.CONDITIONS, Facet.MATERIALS, Facet.PROCESS, Facet.OVERVIEW),
    Facet.ONLINE: (Facet.MATERIALS, Facet.TIME_LIMIT, Facet.LOCATION, Facet.DELIVERY),
    Facet.VISITS: (Facet.MATERIALS, Facet.ONLINE, Facet.DELIVERY, Facet.LOCATION),
    Facet.RESULT: (Facet.TIME_LIMIT, Facet.DELIVERY, Facet.MATERIALS, Facet.CONDITIONS),
    Facet.DELIVERY: (Facet.TIME_LIMIT, Facet.VISITS, Facet.FEE, Facet.LOCATION),
    Facet.PROXY: (Facet.MATERIALS, Facet.LOCATION, Facet.VISITS, Facet.ONLINE),
}
"""Which facets a citizen most likely asks next, in the order of the buttons."""
