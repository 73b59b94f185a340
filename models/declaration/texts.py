"""Why a command is refused here, and what to do instead."""

from models.kernel.language import Text

MAY_BE_DECLARED = Text(
    "法定申报期限尚未届满，或货物已申报：不得提取",
    "the legal time to declare is not over, or they are declared: see `guomen show`",
)
