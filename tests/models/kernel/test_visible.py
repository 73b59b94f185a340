"""What comes from outside is shown, and does nothing: in a terminal, in JSON, in Markdown."""

import json

import pytest

from models.kernel.language import Language, Text, form, listed
from models.kernel.markdown import clipped, in_code, in_markdown, marked
from models.kernel.visible import in_json, visible

SIGNS = {
    "\x1b[31m": r"\x1b[31m",
    "\x1b]8;;http://x\x1b\\": r"\x1b]8;;http://x\x1b" + "\\",
    "\r": r"\r",
    "\x07\x08\x00": r"\x07\x08\x00",
    "\x9b2J": r"\x9b2J",
    "\u202e\u2066\u200f": r"\u202e\u2066\u200f",
    "\ud800": r"\ud800",
    "\U000e0041": r"\U000e0041",
}


@pytest.mark.parametrize("hostile, shown", SIGNS.items())
def test_a_sign_that_moves_a_terminal_is_shown_as_what_it_is(hostile: str, shown: str) -> None:
    assert visible(f"甬{hostile}东") == f"甬{shown}东"


def test_what_can_be_seen_stays() -> None:
    for text in (
        "甬东 Müller 👩\u200d🔬",
        "full\u3000width",
        "rare \ue000 name",
        "two\nlines\tand tab",
    ):
        assert visible(text) == text
    assert visible("two\nlines", keep="") == r"two\nlines"


@pytest.mark.parametrize("hostile", [*SIGNS, "\U0001f468\u202e"])
def test_a_json_document_stays_the_same_document(hostile: str) -> None:
    document = {"name": f"a{hostile}b", "nested": ["\u2028"]}
    text = in_json(json.dumps(document, ensure_ascii=False, indent=2))
    assert json.loads(text) == document
    assert all(sign.isprintable() or sign == "\n" for sign in text)


@pytest.mark.parametrize(
    "hostile, read",
    [
        ("<img src=x onerror=y>", "&lt;img src=x onerror=y&gt;"),
        ("**bold** _x_", r"\*\*bold\*\* \_x\_"),
        ("[link](http://x)", "\\[link\\](http:\u200b//x)"),
        ("`code`", r"\`code\`"),
        ("a\n# heading", r"a \# heading"),
        ("www.example.cn", "www\u200b.example.cn"),
        ("&lt;", "&amp;lt;"),
    ],
)
def test_a_name_is_no_markup(hostile: str, read: str) -> None:
    assert in_markdown(hostile) == read


def test_data_in_a_text_is_escaped_and_the_text_is_not() -> None:
    said = Text("**企业** {name}：{why}", "**enterprise** {name}: {why}")
    inner = form("{box} {box}").of(box="<b>")
    line = said.of(name="*x*", why=listed([inner, "_y_", 3]))
    assert marked(line).said(Language.EN) == r"**enterprise** \*x\*: &lt;b&gt; &lt;b&gt;, \_y\_, 3"
    command = form("`{command}`").of(command=in_code("act 'a`b_c'\n# x"))
    assert marked(command).said(Language.EN) == "`act 'a'b_c' # x`"


def test_a_text_is_cut_at_whole_signs() -> None:
    assert clipped("甬" * 10, 12) == "甬甬甬…"
    assert clipped("short", 12) == "short"
