"""Extra headers as a person types them: the open ones, the secret ones, and what is none."""

import pytest

from app.domain.errors import ErrorKind, InputError
from app.domain.ids import KeyId, ProfileId
from app.domain.profile import Profile, SecretHeader
from app.services.extra_headers import HIDDEN, header_lines, read_headers

SAVED = (SecretHeader("X-Shop-Token", KeyId("h1")),)


@pytest.mark.parametrize(
    "name", ["Authorization", "cookie", "X-Api-Key", "apikey", "X-Auth-Token", "mj-api-secret", "X-Password"]
)
def test_a_header_whose_name_says_so_is_secret(name: str) -> None:
    typed: dict[KeyId, str] = {}
    plain, (secret,) = read_headers(f"{name}: canary: with a colon", (), typed)
    assert not plain
    assert secret.name == name
    assert typed == {secret.key: "canary: with a colon"}


@pytest.mark.parametrize("name", ["X-Title", "HTTP-Referer", "x-max-tokens", "anthropic-version"])
def test_the_others_are_plain(name: str) -> None:
    typed: dict[KeyId, str] = {}
    assert read_headers(f"\n {name} :  shown \n\n", (), typed) == (((name, "shown"),), ())
    assert not typed


def test_a_saved_secret_is_shown_hidden_and_stays_what_it_was() -> None:
    profile = Profile(ProfileId("p"), "P", (), headers=(("X-Title", "a"),), secret_headers=SAVED)
    lines = header_lines(profile)
    assert lines == f"X-Title: a\nX-Shop-Token: {HIDDEN}"
    typed: dict[KeyId, str] = {}
    assert read_headers(lines, SAVED, typed) == (profile.headers, SAVED)
    assert not typed


@pytest.mark.parametrize(
    "text",
    ["X-Title", "X Title: a", "名称: a", "X-Title:", f"Other-Token: {HIDDEN}", f"X-Title: {HIDDEN}a", ": a"],
)
def test_a_line_that_is_no_header_is_named(text: str) -> None:
    with pytest.raises(InputError) as caught:
        read_headers(f"X-First: fine\n{text}", SAVED, {})
    assert caught.value.kind is ErrorKind.HEADER_INVALID
    assert caught.value.values == {"line": "2"}
