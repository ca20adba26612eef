"""Phrases are found again in a translated sentence, or it is told that they are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.api.libretranslate.placement import find, find_marked, overlap

WORDS = st.lists(st.sampled_from(["de", "uma", "consulta", "a", "hoje", '"', "é", ","])).map(
    " ".join
)


@pytest.mark.parametrize(
    ("phrase", "sentence", "found"),
    [
        ("consulta", "Preciso de uma consulta hoje.", "consulta"),
        ("Consulta", "Preciso de uma consulta hoje.", "consulta"),
        ("0295 (1)", "Ligue 0295 (1).", "0295 (1)"),
        ("a", "a casa e a rua", None),
        ("para", "uma paragem", None),
        ("", "uma", None),
        ("casa", "", None),
    ],
)
def test_find_when(phrase: str, sentence: str, found: str | None) -> None:
    span = find(phrase, sentence, language="pt")
    assert (sentence[slice(*span)] if span else None) == found


@pytest.mark.parametrize(
    ("marked", "sentence", "found"),
    [
        # the same words: no need to align
        ('Pode "perder" o subsídio.', "Pode perder o subsídio.", "perder"),
        # another word between the same neighbours
        ('Preciso de uma "nomeação" hoje.', "Preciso de uma consulta hoje.", "consulta"),
        # at the begin and at the end
        ('"Nomeação" hoje', "Consulta hoje", "Consulta"),
        ('Até "dia seguinte"', "Até amanhã", "amanhã"),
        # longer or shorter than between marks
        ('como um "jobseeker" online', "como um candidato a emprego online", "candidato a emprego"),
        # neighbours in another case, or one of them lost
        ('Sua "aplicação" foi aprovada.', "A sua candidatura foi aprovada.", "candidatura"),
        ('Pode "apelar" a decisão hoje', "Pode recorrer da decisão hoje", "recorrer da"),
        # other marks
        ("Preciso de «uma nomeação» hoje", "Preciso de consulta hoje", "consulta"),
        # not to be told
        ("Peça ajuda", "Peça ajuda", None),
        ('Pergunte ao "pessoal" para obter ajuda.', "Peça ajuda à equipe.", None),
        ('a "b" c "d"', "a b c", None),
        ('a "" c', "a b c", None),
        ('de "casa" uma', "de uma", None),
        ('um "x" dois', "um a b c d e dois", None),
    ],
)
def test_find_marked_when(marked: str, sentence: str, found: str | None) -> None:
    span = find_marked(marked, sentence, language="pt")
    assert (sentence[slice(*span)] if span else None) == found


def test_find_marked_when_language_has_no_spaces_aligns_letters() -> None:
    assert find_marked("我需要\u201c援助\u201d今天", "我需要帮助今天", language="zh") == (3, 5)


def test_find_marked_when_sentence_is_long_does_not_try() -> None:
    words = " ".join(f"w{number}" for number in range(200))
    assert find_marked(f'{words} "x" y', f"{words} z y", language="pt") is None


@given(WORDS, WORDS)
def test_find_marked_gives_whole_words_or_nothing(marked: str, sentence: str) -> None:
    span = find_marked(marked, sentence, language="pt")
    if span is not None:
        begin, end = span
        assert 0 <= begin < end <= len(sentence)
        assert f" {sentence} "[begin] == " "
        assert f" {sentence} "[end + 1] == " "


@pytest.mark.parametrize(
    ("spans", "expected"),
    [([], False), ([(0, 2), (2, 4)], False), ([(3, 5), (0, 4)], True), ([(0, 9), (2, 3)], True)],
)
def test_overlap_when(spans: list[tuple[int, int]], expected: bool) -> None:
    assert overlap(spans) is expected
