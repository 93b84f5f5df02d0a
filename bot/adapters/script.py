"""Traditional and Simplified characters by OpenCC."""

import opencc


class OpenccScript:
    """Conversion character by character, so that places in the text stay where they are."""

    def __init__(self) -> None:
        """Load both tables once; each conversion takes microseconds."""
        self._to_simplified = opencc.OpenCC("t2s")
        self._to_traditional = opencc.OpenCC("s2t")

    def simplified(self, text: str) -> str:
        """`text` in Simplified characters."""
        return str(self._to_simplified.convert(text))

    def traditional(self, text: str) -> str:
        """`text` in Traditional characters."""
        return str(self._to_traditional.convert(text))
