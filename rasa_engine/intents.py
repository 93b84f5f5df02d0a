"""The intents that mean a question about one aspect (要素) of a guide."""

ASPECTS = frozenset(
    f"ask_{aspect}"
    for aspect in (
        "overview",
        "materials",
        "process",
        "time_limit",
        "fee",
        "location",
        "phone",
        "conditions",
        "legal_basis",
        "online",
        "visits",
        "result",
        "delivery",
        "proxy",
    )
) | {"name_item"}
