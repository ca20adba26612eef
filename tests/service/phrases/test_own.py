"""What administrators may write, and what becomes of a group."""

from __future__ import annotations

import re
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.phrases.book import PhraseBook, PhraseGroup
from service.phrases.errors import PhraseError
from service.phrases.own import (
    LONGEST_TITLE,
    MOST_PHRASES,
    arranged,
    checked_set,
    new_group,
    with_phrase,
    with_texts,
    without_phrase,
)

HELLO = {"fi": "Hei!", "en": "Hello!"}
WORDS = st.text("aäé.,! ", min_size=1, max_size=20).filter(str.strip)
WRITTEN = st.dictionaries(st.sampled_from(["fi", "sv", "en", "pt", "ckb"]), WORDS, min_size=1)
ID_ON_THE_WIRE = re.compile(r"[a-z_]{1,32}\.[a-z_]{1,32}")


@pytest.fixture
def group() -> PhraseGroup:
    return new_group("Uimahalli", [HELLO, {"sv": "Adjö!"}])


def ids(group: PhraseGroup) -> list[str]:
    return [one.id for one in group.phrases]


@given(st.lists(WRITTEN, max_size=5))
def test_phrases_have_ids_of_their_own_that_the_stream_can_carry(
    texts: list[dict[str, str]],
) -> None:
    group = new_group("Ours", texts)
    assert len(set(ids(group))) == len(texts)
    assert all(ID_ON_THE_WIRE.fullmatch(one) for one in ids(group))
    for one, given_texts in zip(group.phrases, texts, strict=True):
        assert dict(one.texts) == {lang: text.strip() for lang, text in given_texts.items()}
        assert next(iter(one.texts)) == "en" or "en" not in one.texts


def test_ids_differ_between_groups_with_the_same_phrases() -> None:
    first, second = new_group("A", [HELLO]), new_group("A", [HELLO])
    assert first.id != second.id
    assert first.phrases[0].id != second.phrases[0].id


def test_phrase_is_written_anew_in_its_place(group: PhraseGroup) -> None:
    first, second = ids(group)
    changed = with_texts(group, first, {"fi": "Moi!", "en": "  ", "ar": "مرحبا"})
    assert ids(changed) == [first, second]
    assert dict(changed.phrases[0].texts) == {"fi": "Moi!", "ar": "مرحبا"}
    assert changed.phrases[1] == group.phrases[1]


def test_lines_of_a_text_are_joined(group: PhraseGroup) -> None:
    (added,) = with_phrase(group, {"fi": " Hei!\nTervetuloa. \n"}).phrases[2:]
    assert added.texts == {"fi": "Hei! Tervetuloa."}


def test_phrase_is_taken_out(group: PhraseGroup) -> None:
    first, second = ids(group)
    assert ids(without_phrase(group, first)) == [second]


def test_phrases_are_put_in_another_order(group: PhraseGroup) -> None:
    first, second = ids(group)
    changed = arranged(group, " Halli ", [second, first])
    assert (changed.title, ids(changed)) == ("Halli", [second, first])


def test_order_of_other_phrases_is_refused(group: PhraseGroup) -> None:
    first, second = ids(group)
    for order in ([first], [first, first], [first, second, "own_x.y"]):
        with pytest.raises(PhraseError) as refused:
            arranged(group, "Halli", order)
        assert refused.value.code == "phrases_changed"


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ({}, "phrase_empty"),
        ({"fi": " "}, "phrase_empty"),
        ({"Finnish": "Hei"}, "bad_language"),
        ({"fi": "x" * 301}, "phrase_too_long"),
        ({"fi": "\u202eieH"}, "phrase_bad_letters"),
    ],
)
def test_phrase_is_refused_when_it_cannot_be_shown(
    group: PhraseGroup, texts: dict[str, str], code: str
) -> None:
    for change in (
        partial(with_phrase, group, texts),
        partial(with_texts, group, group.phrases[0].id, texts),
    ):
        with pytest.raises(PhraseError) as refused:
            change()
        assert refused.value.code == code


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("", "phrase_empty"),
        ("x" * (LONGEST_TITLE + 1), "phrase_too_long"),
        ("a\tb", "phrase_bad_letters"),
    ],
)
def test_group_needs_a_name_that_can_be_read(title: str, code: str) -> None:
    with pytest.raises(PhraseError) as refused:
        new_group(title)
    assert refused.value.code == code


def test_phrase_that_is_gone_is_told(group: PhraseGroup) -> None:
    for change in (
        partial(with_texts, group, "own_x.gone", HELLO),
        partial(without_phrase, group, "own_x.gone"),
    ):
        with pytest.raises(PhraseError) as refused:
            change()
        assert refused.value.code == "phrase_not_found"


def test_group_takes_only_so_many_phrases() -> None:
    full = new_group("Ours", [HELLO] * MOST_PHRASES)
    with pytest.raises(PhraseError) as refused:
        with_phrase(full, HELLO)
    assert refused.value.code == "too_many_phrases"


@pytest.mark.parametrize(
    ("slug", "groups", "code"),
    [
        ("Pool", ["a"], "phrases_invalid"),
        ("pool", [], "phrases_invalid"),
        ("pool", ["a", "a"], "phrases_invalid"),
        ("pool", ["a", "gone"], "unknown_phrase_group"),
        ("pool", ["a", "card"], "unknown_phrase_group"),
    ],
)
def test_set_that_cannot_be_offered_is_refused(slug: str, groups: list[str], code: str) -> None:
    with pytest.raises(PhraseError) as refused:
        checked_set(slug, groups, {"a", "b", "card"})
    assert refused.value.code == code


def test_set_is_an_order_of_groups() -> None:
    assert checked_set("pool", ["b", "a"], {"a", "b"}) == ("b", "a")


def test_own_phrases_stand_beside_those_that_come_along(group: PhraseGroup) -> None:
    fixed = {name: PhraseGroup(id=name, phrases=()) for name in ("opening", "form", "card")}
    shipped = PhraseBook(groups=fixed, sets={"general": ("form",)})
    book = shipped.with_own([group], {"pool": (group.id, "gone", "form"), "general": (group.id,)})
    assert [one.id for one in book.of_set("pool")] == ["opening", group.id, "form", "card"]
    assert book.sets["general"] == ("form",), "what comes along has been changed"
    assert set(ids(group)) <= book.texts.keys()
