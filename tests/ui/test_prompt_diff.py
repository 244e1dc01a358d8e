"""The difference between two prompts, as the person is shown it."""

from app.ui.ordering.prompt_diff import Change, Piece, differences


def test_words_are_whole_and_what_is_gone_stands_first() -> None:
    assert differences("a red fox", "a grey fox, at dawn") == [
        Piece(Change.KEPT, "a "),
        Piece(Change.GONE, "red"),
        Piece(Change.NEW, "grey"),
        Piece(Change.KEPT, " fox"),
        Piece(Change.NEW, ", at dawn"),
    ]


def test_chinese_is_compared_sign_by_sign() -> None:
    assert differences("雪地里的狐狸", "雪地里的白狐") == [
        Piece(Change.KEPT, "雪地里的"),
        Piece(Change.NEW, "白"),
        Piece(Change.KEPT, "狐"),
        Piece(Change.GONE, "狸"),
    ]


def test_the_same_text_has_no_difference() -> None:
    assert differences("a fox", "a fox") == [Piece(Change.KEPT, "a fox")]
