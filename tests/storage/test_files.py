"""Files that stand whole or not at all."""

from pathlib import Path

import pytest

from app.storage.files import written_whole


def test_a_file_takes_its_name_once_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "data.json"
    with written_whole(target) as part:
        part.write_text("new")
        assert not target.exists()
    assert target.read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]


def fill_the_disk(target: Path) -> None:
    """Write half of a file."""
    with written_whole(target) as part:
        part.write_text("ne")
        raise OSError("full")


def test_what_failed_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "data.json"
    target.write_text("old")
    with pytest.raises(OSError, match="full"):
        fill_the_disk(target)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_journal_that_a_killed_program_left_is_not_played_back(tmp_path: Path) -> None:
    (tmp_path / "studio.db.part-journal").write_text("pages of another file")
    with written_whole(tmp_path / "studio.db") as part:
        part.write_text("new")
        assert [path.name for path in tmp_path.iterdir()] == ["studio.db.part"]
