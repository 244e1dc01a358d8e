"""Addresses as people type and paste them."""

import pytest

from app.domain.addresses import normalise_root, same_origin
from app.domain.errors import ErrorKind, InputError

ROOT = "https://gw.example.com"


@pytest.mark.parametrize(
    "typed",
    [
        "gw.example.com",
        " https://gw.example.com/ \n",
        "https://gw.example.com/v1",
        "https://gw.example.com/v1/chat/completions",
        "HTTPS://GW.example.com/v1beta/",
        "https://gw.example.com/v1/models?limit=3",
        "「https://gw.example.com」",
        "gw.example.com#",
    ],
)
def test_one_address_in_many_spellings(typed: str) -> None:
    assert normalise_root(typed) == ROOT


@pytest.mark.parametrize(
    ("typed", "root"),
    [
        ("localhost:3000/v1", "http://localhost:3000"),
        ("https://gw.example.com/api/v1", "https://gw.example.com/api"),
        ("http://[::1]:8080/v1", "http://[::1]:8080"),
    ],
)
def test_port_prefix_and_local_machine_stay(typed: str, root: str) -> None:
    assert normalise_root(typed) == root


def test_nothing_typed_is_said_so() -> None:
    with pytest.raises(InputError) as refused:
        normalise_root("   ")
    assert refused.value.kind is ErrorKind.ADDRESS_EMPTY


@pytest.mark.parametrize(
    "typed",
    [
        "hello",
        "请看这里",
        "ftp://gw.example.com",
        "file:///etc/passwd",
        "https://u:p@gw.example.com",
        "a b.c",
    ],
)
def test_nonsense_is_refused_at_its_field(typed: str) -> None:
    with pytest.raises(InputError) as refused:
        normalise_root(typed)
    assert refused.value.kind is ErrorKind.ADDRESS_INVALID
    assert refused.value.field == "address"


def test_a_key_may_stay_within_scheme_host_and_port() -> None:
    assert same_origin("https://a.example", "https://A.example:443/x")
    assert not same_origin("https://a.example", "http://a.example")
    assert not same_origin("https://a.example", "https://b.example")
