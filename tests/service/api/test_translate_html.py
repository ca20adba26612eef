"""HTML: sentences are translated as sentences, and no tag, attribute or text is lost."""

from __future__ import annotations

import asyncio
import gc
import re
import time
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.sentences import SentencexSplitter
from service.api.libretranslate.html_translation import HtmlTranslator, Translate
from service.api.libretranslate.markup import parse, plain_text, write
from service.api.libretranslate.pieces import cut

PHRASEBOOK = {
    "I need an appointment today.": "Preciso de uma consulta hoje.",
    "appointment": "consulta",
    "The red house": "A casa vermelha",
    "red": "vermelha",
    "house": "casa",
    "Bring your passport and your old passport": "Traga o passaporte e o passaporte antigo",
    "passport": "passaporte",
    "Bring your": "Traga o seu",
    "and your old": "e o seu antigo",
    "Type exit now": "Escreva exit agora",
    "Tom & Jerry": "Tom & Jerry",
    "very important": "muito importante",
    "important": "importante",
    "This is very important indeed": "Isto é muito importante mesmo",
    "See the red": "Veja o vermelho",
    "See the red house": "Veja a casa vermelha",
    "Hello there": "Olá",
    "I need a form now.": "Preciso de um formulário agora.",
    "form": "forma",
    'I need a "form" now.': 'Preciso de um "molde" agora.',
    "You may lose your benefit.": "Pode perder o seu subsídio.",
    "lose": "derrota",
    'You may "lose" your benefit.': 'Pode "perder" o seu subsídio.',
    "Come in.": "Entre.",
    "Come in. ": "Entre. ",
}


class Recorder:
    """A phrasebook that remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def __call__(self, text: str) -> str:
        self.asked.append(text)
        return PHRASEBOOK.get(text, text.upper())


def html_translator(translate: Translate, target: str) -> HtmlTranslator:
    split = partial(SentencexSplitter(), language="en")
    return HtmlTranslator(translate=translate, target=target, split_sentences=split)


async def shout(text: str) -> str:
    return text.upper()


async def same(text: str) -> str:
    return text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # one phrase in a sentence
        (
            "<p>I need an <b>appointment</b> today.</p>",
            "<p>Preciso de uma <b>consulta</b> hoje.</p>",
        ),
        # attributes, quotes and entities in tags are kept
        (
            'I need an <a href=\'x?a=1&amp;b="2"\' title="a > b">appointment</a> today.',
            'Preciso de uma <a href=\'x?a=1&amp;b="2"\' title="a > b">consulta</a> hoje.',
        ),
        # phrases change places and take their tags along
        ("The <i>red</i> <b>house</b>", "A <b>casa</b> <i>vermelha</i>"),
        # a phrase inside a phrase
        (
            "This is <b>very <i>important</i></b> indeed",
            "Isto é <b>muito <i>importante</i></b> mesmo",
        ),
        # a phrase that is called otherwise in the sentence than alone
        ("I need a <b>form</b> now.", "Preciso de um <b>formulário</b> agora."),
        ("You may <b>lose</b> your benefit.", "Pode <b>perder</b> o seu subsídio."),
        # sentences are told apart, and line breaks are spaces
        (
            "Come in. I need\n an <b>appointment</b> today. The <i>red</i> house\n",
            "Entre. Preciso de uma <b>consulta</b> hoje. A casa <i>vermelha</i>\n",
        ),
        # a phrase that stands there twice cannot be placed: piece by piece
        (
            "Bring your <b>passport</b> and your old <b>passport</b>",
            "Traga o seu <b>passaporte</b> e o seu antigo <b>passaporte</b>",
        ),
        # code stays, inside a sentence too
        ("Type <code>exit</code> now", "Escreva <code>exit</code> agora"),
        # blocks, line breaks and void elements end a sentence
        ("<h1>red</h1>house<br>red<hr/>house", "<h1>vermelha</h1>casa<br>vermelha<hr/>casa"),
        # links side by side are not a sentence
        ("<a>red</a> <a>house</a>", "<a>vermelha</a> <a>casa</a>"),
        # white space between words is one space, around text it stays
        (
            " \n <p>\n  See the\n   red house &nbsp;</p>",
            " \n <p>\n  Veja a casa vermelha &nbsp;</p>",
        ),
        ("<pre>Hello  there\n</pre>", "<pre>HELLO  THERE\n</pre>"),
        # entities: read as characters, written as needed
        ("Tom &amp; Jerry", "Tom &amp; Jerry"),
        ("caf&eacute; &lt;3", "CAFÉ &lt;3"),
        ("5 < 7 apples", "5 &lt; 7 APPLES"),
        ("a&nbsp;b", "A&nbsp;B"),
        # never translated
        (
            "<!doctype html><script>if (a<b) red</script><style>p>b{}</style><!-- red -->",
            "<!doctype html><script>if (a<b) red</script><style>p>b{}</style><!-- red -->",
        ),
        ("<div translate=no>red</div>red", "<div translate=no>red</div>vermelha"),
        (
            "<p class='x notranslate y'>red</p><p class=notranslated>red</p>",
            "<p class='x notranslate y'>red</p><p class=notranslated>vermelha</p>",
        ),
        ("<textarea>red <b></textarea>red", "<textarea>red <b></textarea>vermelha"),
        # nothing to translate
        ("<p>😀 12&nbsp;&euro;</p>", "<p>😀 12&nbsp;&euro;</p>"),
        ("", ""),
        # broken markup stays as it is
        ("red <b>house", "vermelha <b>casa"),
        ("red</i> house", "vermelha</i> casa"),
        ("<b>red <i>house</b></i>", "<b>vermelha <i>casa</b></i>"),
        ("red <b house", "vermelha <b house"),
        ("red <!-- house", "vermelha <!-- house"),
        ("red </ x> house", "vermelha </ x> casa"),
    ],
)
async def test_html_when(source: str, expected: str) -> None:
    translate = html_translator(Recorder(), "pt")
    assert await translate(source) == expected


async def test_html_when_phrase_is_part_of_a_word_does_not_split_it() -> None:
    phrases = {"a bus stop": "uma paragem", "stop": "para", "a bus": "um autocarro"}

    async def compound(text: str) -> str:
        return phrases.get(text, text)

    translate = html_translator(compound, "pt")
    assert await translate("a bus <b>stop</b>") == "um autocarro <b>para</b>"


async def test_html_when_target_has_no_spaces_finds_phrases_anywhere() -> None:
    async def chinese(text: str) -> str:
        return {"I need help": "我需要帮助", "help": "帮助"}[text]

    translate = html_translator(chinese, "zh")
    assert await translate("I need <b>help</b>") == "我需要<b>帮助</b>"


async def test_html_when_elements_are_nested_deep_does_not_translate_again_and_again() -> None:
    recorder = Recorder()
    depth = 40
    source = "a " + "<b>b " * depth + "c" + "</b>" * depth
    await html_translator(recorder, "pt")(source)
    assert sum(map(len, recorder.asked)) < 10 * len(plain_text(parse(source), opaque=True))


# --- properties ---------------------------------------------------------------------------------

FRAGMENTS = st.sampled_from(
    [
        "<p>", "</p>", "<b>", "</b>", "<i class='a'>", "</i>", "<br>", "<a href=\"x\">", "</a>",
        "<code>", "</code>", "<script>", "</script>", "<!--", "-->", "<", ">", "&amp;", "&nbsp;",
        "<img src=x/>", "</", "<!x>", "word", "two words", " ", "\n", "é", "😀", "1", "\"", "'",
        "=",
    ]
)  # fmt: skip
MARKUP = st.lists(FRAGMENTS, max_size=40).map("".join) | st.text(
    alphabet="<>/!-ab \"'=&;\n", max_size=60
)


@given(MARKUP)
def test_markup_when_written_is_what_was_read(source: str) -> None:
    assert "".join(piece.raw for piece in cut(source)) == source
    assert write(parse(source)) == source


@given(MARKUP)
async def test_html_keeps_every_tag_and_every_word_whatever_the_markup(source: str) -> None:
    translated = await html_translator(shout, "pt")(source)
    assert sorted(tags(translated)) == sorted(tags(source))
    assert words(translated).upper() == words(source).upper()


@pytest.mark.parametrize("source", ["<code>word</code>é", "é<code>word</code>", "<code>a</code>é."])
async def test_html_keeps_letters_that_touch_what_is_not_translated(source: str) -> None:
    translated = await html_translator(shout, "pt")(source)
    assert words(translated) == words(source).replace("é", "É")


@given(MARKUP)
async def test_html_when_nothing_changes_in_translation_keeps_the_order(source: str) -> None:
    translated = await html_translator(same, "pt")(source)
    assert tags(translated) == tags(source)


def tags(source: str) -> list[str]:
    return [piece.raw for piece in cut(source) if piece.kind.name != "TEXT"]


def words(source: str) -> str:
    return re.sub(r"\s+", "", plain_text(parse(source), opaque=True))


@pytest.mark.parametrize(
    "unit",
    ["<a ", "<a b=\"", "<a class=", "<b>", "<code>", "</b>", "<i>x", "<!--", "<!", "&", "&nbsp;",
     " ", "<script>", "<p translate=", "<b> ", "'<a ", "a<b>x</b>", "x <i>y</i>. "],
)  # fmt: skip
def test_html_when_it_is_made_to_be_slow_takes_time_in_proportion(unit: str) -> None:
    def seconds(length: int) -> float:
        translate = html_translator(same, "pt")
        begin = time.process_time()
        asyncio.run(translate((unit * length)[:length]))  # without the debug mode of other tests
        return time.process_time() - begin

    gc.collect()
    gc.disable()  # a collection walks all that other tests have left in memory
    try:
        short, long = (min(seconds(length) for _ in range(3)) for length in (2_500, 10_000))
    finally:
        gc.enable()
    assert long < 10 * max(short, 0.01)
