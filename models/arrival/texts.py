"""Why a command is refused here, and what to do instead."""

from models.kernel.language import Text

MODE_DECIDED = Text(
    "监管模式已定；书面批准须在此之前登记",
    "the mode is decided already: an approval is recorded before that",
)
NAME_THE_APPROVAL = Text(
    "请填写批准文号（document）和批准人（approver）",
    "name the number of the approval (document) and who approved (approver)",
)
