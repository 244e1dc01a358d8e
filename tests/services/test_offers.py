"""Settings of other programs, read from the file that the person picked."""

import json
import zipfile
from pathlib import Path

import pytest

from app.catalog.presets import Presets
from app.domain.errors import ErrorKind, InputError
from app.services.offers import Offers
from app.storage.places import resources_folder

KEY = "sk-bought0123456789abcd"
PROVIDERS = {"providers": [{"name": name, "apiHost": f"https://{name}.test", "apiKey": KEY} for name in "ab"]}


@pytest.fixture
def offers() -> Offers:
    return Offers(Presets.load(resources_folder()))


async def test_every_provider_of_a_file_is_offered(offers: Offers, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps(PROVIDERS), encoding="utf-8-sig")
    assert [offer.name for offer in await offers.read_file(path)] == ["a", "b"]


async def test_a_zipped_backup_is_looked_into(offers: Offers, tmp_path: Path) -> None:
    path = tmp_path / "cherry-studio.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("data.json", json.dumps(PROVIDERS))
    assert len(await offers.read_file(path)) == 2


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("notes.txt", b"nothing in here", ErrorKind.FILE_NOT_UNDERSTOOD),
        ("empty.json", b"", ErrorKind.FILE_NOT_UNDERSTOOD),
        ("broken.zip", b"PK\x05\x06" + bytes(18), ErrorKind.ATTACHMENT_UNREADABLE),
        ("gone.json", None, ErrorKind.ATTACHMENT_UNREADABLE),
    ],
)
async def test_a_file_that_is_not_understood_is_named(
    offers: Offers, tmp_path: Path, name: str, content: bytes | None, kind: ErrorKind
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        await offers.read_file(path)
    assert caught.value.kind is kind
    assert caught.value.values == {"name": name}
