"""Whatever a person pastes to connect is understood, refused with one reason, or inert."""

import base64
import json
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.errors import ErrorKind, InputError
from app.protocols.connection_text import read_connection, read_connections

ROOT = "https://gw.example.com"
V1 = f"{ROOT}/v1"
KEY = "sk-test123"
LONG = "sk-abcdefghijklmnopqrstuvwxyz123456"
OTHER = "sk-abcdefghijklmnopqrstuvwxyz654321"


def packed(value: object) -> str:
    return base64.b64encode(json.dumps(value, ensure_ascii=False).encode()).decode()


# From the makers of these links: what new-api, one-hub and their peers hand over.
CHERRY = (
    "cherrystudio://providers/api-keys?v=1&data=eyJpZCI6Im5ldy1hcGkiLCJiYXNlVXJsIjoiaHR0cHM6Ly9ndy5leGFtcGxlLmNvbSIs"
    "ImFwaUtleSI6InNrLXRlc3QxMjMifQ%3D%3D"
)
DEEPCHAT = (
    "deepchat://provider/install?v=1&data=eyJuYW1lIjoi5Lit6L2sIiwidHlwZSI6Im9wZW5haSIsImJhc2VVcmwiOiJodHRwczovL2d3Lm"
    "V4YW1wbGUuY29tL3YxIiwiYXBpS2V5Ijoic2stdGVzdDEyMyJ9"
)
CHATBOX = (
    "chatbox://provider/import?config=eyJpZCI6InJlbGF5IiwibmFtZSI6IuS4rei9rCIsInR5cGUiOiJvcGVuYWkiLCJzZXR0aW5ncyI6ey"
    "JhcGlIb3N0IjoiaHR0cHM6Ly9ndy5leGFtcGxlLmNvbSIsImFwaUtleSI6InNrLXRlc3QxMjMifX0%3D"
)
NEXTCHAT = '{"key":"sk-test123","url":"https%3A%2F%2Fgw.example.com"}'
LOBE = '{"keyVaults":{"openai":{"apiKey":"sk-test123","baseURL":"https%3A%2F%2Fgw.example.com/v1"}}}'
AIAW = '{"type":"openai","settings":{"apiKey":"sk-test123","baseURL":"https://gw.example.com/v1"}}'
CCSWITCH = (
    "ccswitch://v1/import?resource=provider&app=codex&name=My+Codex&endpoint=https%3A%2F%2Fgw.example.com%2Fv1"
    "&apiKey=sk-test123&enabled=true&usageApiKey=sk-other&usageScript=alert(1)"
)

AQBOT = "aqbot://providers?name=%E4%B8%AD%E8%BD%AC&baseurl=https%3A%2F%2Fgw.example.com&apikey=sk-test123&type=openai"
AIONUI = {"platform": "new-api", "baseUrl": ROOT, "apiKey": KEY}
KELIVO = {"type": "openai", "name": "中转", "apiKey": KEY, "baseUrl": V1}
SERVER = quote(ROOT, safe="")

LINKS = {
    "cherry": (CHERRY, ""),
    "deepchat": (DEEPCHAT, "中转"),
    "chatbox": (CHATBOX, "中转"),
    "aqbot": (AQBOT, "中转"),
    "opencat": ("opencat://team/join?domain=gw.example.com&token=sk-sk-test123", ""),
    "ccswitch": (CCSWITCH, "My Codex"),
    "nextchat": (f"https://app.nextchat.dev/#/?settings={NEXTCHAT}", ""),
    "nextchat encoded": (f"https://app.nextchat.dev/#/?settings={quote(NEXTCHAT)}", ""),
    "nextchat encoded twice": (f"https://app.nextchat.dev/#/?settings={quote(quote(NEXTCHAT))}", ""),
    "lobe": (f"https://chat-preview.lobehub.com/?settings={LOBE}", ""),
    "aiaw": (f"https://aiaw.app/set-provider?provider={quote(AIAW)}", ""),
    "aionui": (f"aionui://provider/add?v=1&data={packed(AIONUI)}", ""),
    "kelivo": (f"ai-provider:v1:{packed(KELIVO)}", "中转"),
    "ours": (f"relaystudio://v1/provider?server={SERVER}&key={KEY}&name=%E4%B8%AD%E8%BD%AC", "中转"),
    "ours by synonyms": (f"RelayStudio://v1/provider?BaseUrl={SERVER}&Token={KEY}&unknown=1", ""),
    "ours as import": (
        "relaystudio://v1/import?data="
        + packed({"v": 1, "providers": [{"server": ROOT, "key": KEY, "name": "中转"}]}).rstrip("="),
        "中转",
    ),
    "ours from one-api": (f"relaystudio://import/#/?settings={NEXTCHAT}", ""),
    "in a sentence": (f"点击导入 {CHERRY} 即可使用", ""),
    "first of a repeated name": (f"ama://set-api-key?server=gw.example.com&key={KEY}&key=sk-other", ""),
}  # fmt: skip


@pytest.mark.parametrize(("link", "name"), LINKS.values(), ids=LINKS)
def test_an_import_link_gives_address_key_and_name(link: str, name: str) -> None:
    offer = read_connection(link)
    assert (offer.root, offer.keys, offer.name, offer.source) == (ROOT, (KEY,), name, "link")


def test_links_that_tell_the_kind_of_site_pass_it_on() -> None:
    assert read_connection(CHERRY).gateway == "new-api"
    assert read_connection(f"relaystudio://v1/provider?server=gw.example.com&key={KEY}").gateway == "new-api"
    assert read_connection(DEEPCHAT).gateway == ""


def test_a_model_in_a_link_becomes_the_model() -> None:
    assert (
        read_connection(f"relaystudio://v1/provider?server=gw.example.com&key={KEY}&model=gpt-5.2").model
        == "gpt-5.2"
    )


def test_a_site_that_never_set_its_address_leaves_it_to_the_person() -> None:
    offer = read_connection("ama://set-api-key?server=http%3A%2F%2Flocalhost%3A3000&key=sk-test123")
    assert (offer.root, offer.keys) == ("", (KEY,))


REFUSED = {
    "cherrystudio://providers/api-keys?v=1&data={cherryConfig}": ErrorKind.LINK_NOT_FILLED,
    "relaystudio://v1/provider?{aqbotConfig}": ErrorKind.LINK_NOT_FILLED,
    "opencat://team/join?domain={address}&token={key}": ErrorKind.LINK_NOT_FILLED,
    "ama://set-api-key?server=https%3A%2F%2Fgw.example.com&key=sk-ab**********yz": ErrorKind.KEY_MASKED,
    "密钥：sk-ab…yz": ErrorKind.KEY_MASKED,
    "relaystudio://v2/provider?server=https%3A%2F%2Fgw.example.com": ErrorKind.LINK_NEWER,
    "ama://set-api-key?server=&key=sk-undefined": ErrorKind.KEY_INVALID,
    "https://someone:secret@gw.example.com": ErrorKind.ADDRESS_INVALID,
    "relaystudio://v1/provider?server=https%3A%2F%2F:pw%40gw.example.com&key=sk-1": ErrorKind.ADDRESS_INVALID,
    "relaystudio://v1/provider?server=file%3A%2F%2F%2Fetc%2Fpasswd&key=sk-test123": ErrorKind.ADDRESS_INVALID,
    "relaystudio://v1/provider?server=javascript%3Aalert(1)&key=sk-test123": ErrorKind.ADDRESS_INVALID,
    "hello there": ErrorKind.PASTE_NOT_UNDERSTOOD,
    "  \n ": ErrorKind.PASTE_NOT_UNDERSTOOD,
    "": ErrorKind.PASTE_NOT_UNDERSTOOD,
    "{}": ErrorKind.PASTE_NOT_UNDERSTOOD,
}


@pytest.mark.parametrize(("text", "kind"), REFUSED.items())
def test_what_cannot_be_used_is_refused_for_its_own_reason(text: str, kind: ErrorKind) -> None:
    with pytest.raises(InputError) as refused:
        read_connection(text)
    assert refused.value.kind is kind
    assert "secret" not in repr(refused.value.values)


JSON_TEXTS: list[object] = [
    {"_type": "newapi_channel_conn", "key": KEY, "url": ROOT},
    {"env": {"ANTHROPIC_BASE_URL": ROOT, "ANTHROPIC_AUTH_TOKEN": KEY, "ANTHROPIC_MODEL": "claude-x"}},
    {
        "providerProfiles": {
            "apiConfigs": {"relay": {"id": "relay", "openAiBaseUrl": V1, "openAiApiKey": KEY}}
        }
    },
    {"provider": {"relay": {"name": "中转", "options": {"apiKey": KEY, "baseURL": V1}}}, "model": "relay/x"},
    {"id": "relay", "name": "中转", "type": "openai", "settings": {"apiHost": ROOT, "apiKey": KEY}},
    [{"vendor": "customendpoint", "apiKey": KEY, "models": [{"id": "x", "url": f"{V1}/chat/completions"}]}],
    {"models": {"providers": {"relay": {"baseUrl": V1, "apiKey": KEY, "api": "openai-completions"}}}},
    {"server": ROOT, "api_key": KEY, "access_token": "never-this-one-0123456789"},
]


@pytest.mark.parametrize("value", JSON_TEXTS)
def test_json_of_other_programs_is_read(value: object) -> None:
    offer = read_connection(json.dumps(value, ensure_ascii=False, indent=2))
    assert (offer.root, offer.keys, offer.source) == (ROOT, (KEY,), "json")


def test_a_name_in_place_of_a_key_is_no_key() -> None:
    offer = read_connection('{"baseUrl": "https://gw.example.com/v1", "apiKey": "${RELAY_API_KEY}"}')
    assert (offer.root, offer.keys) == (ROOT, ())


SETTINGS = [
    f"export ANTHROPIC_BASE_URL='{ROOT}'\nexport ANTHROPIC_AUTH_TOKEN='{KEY}'",
    f'set "OPENAI_BASE_URL={V1}"\nset "OPENAI_API_KEY={KEY}"',
    f'setx OPENAI_BASE_URL "{V1}"\r\nsetx OPENAI_API_KEY "{KEY}"',
    f"$env:OPENAI_BASE_URL = '{V1}'\n$env:OPENAI_API_KEY = '{KEY}'",
    f"set -Ux OPENAI_BASE_URL '{V1}'\nset -Ux OPENAI_API_KEY '{KEY}'",
    f"[Environment]::SetEnvironmentVariable('OPENAI_BASE_URL','{V1}','User')\n"
    f"[Environment]::SetEnvironmentVariable('OPENAI_API_KEY','{KEY}','User')",
    f"GEMINI_API_KEY={KEY}\nGOOGLE_GEMINI_BASE_URL={ROOT}\nGEMINI_MODEL=gemini-2.5-pro",
    f'[model_providers.relay]\nbase_url = "{V1}"\nOPENAI_API_KEY = "{KEY}"',
    f"OPENAI_API_BASE: {V1}\nOPENAI_API_KEY: {KEY}",
]


@pytest.mark.parametrize("text", SETTINGS)
def test_settings_of_every_shell_are_read(text: str) -> None:
    offer = read_connection(text)
    assert (offer.root, offer.keys, offer.source) == (ROOT, (KEY,), "environment")


def test_the_name_of_a_variable_is_no_key() -> None:
    offer = read_connection(f'base_url = "{V1}"\nwire_api = "responses"\nenv_key = "RELAY_API_KEY"')
    assert (offer.root, offer.keys) == (ROOT, ())


COMMANDS = [
    f"""curl {V1}/chat/completions -H "Authorization: Bearer {KEY}" -d '{{"model": "gpt-4o"}}'""",
    f"""curl --location '{V1}/chat/completions' \\
      --header 'Authorization: Bearer {KEY}' \\
      --data '{{"model":"gpt-4o"}}'""",
    f"""curl ^"{V1}/chat/completions^" ^
      -H ^"Authorization: Bearer {KEY}^" ^
      -d ^"{{\\"model\\": \\"gpt-4o\\"}}^" """,
    f"""curl.exe "{V1}/messages" -H "x-api-key: {KEY}" # model: gpt-4o""",
    f"""curl '{ROOT}/v1beta/models/gemini:generateContent?key={KEY}' # model: gpt-4o""",
    f"""Invoke-RestMethod -Uri "{V1}/chat/completions" -Headers @{{ "Authorization" = "Bearer {KEY}" }} `
      -Body '{{"model": "gpt-4o"}}'""",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_of_every_shell_are_read(command: str) -> None:
    offer = read_connection(command)
    assert (offer.keys, offer.model, offer.source) == ((KEY,), "gpt-4o", "curl")
    assert offer.root.startswith(ROOT)


MESSAGES = [
    f"亲，您的订单已发货\n接口地址：{V1}\n密钥：{LONG}\n使用教程：https://docs.example.com/help",
    f"使用教程 https://docs.example.com/help\n{V1}\n{LONG}",
    f"充值网站：https://pay.example.com\nAPI地址：{ROOT}\n令牌：{LONG}",
    f"API地址 gw.example.com 令牌 {LONG}",
    f"地址是{ROOT}，key是{LONG}。",
    f"【地址】{ROOT}【密钥】{LONG}【有效期】永久",
    f"base_url: gw.example.com/v1\napi_key: {LONG}",
    f"{ROOT}\n{LONG}",
    f"Your address is {V1}. Your API key: {LONG}.",
    f"gw.example.com\n{LONG}",
    f"{LONG} {V1}/chat/completions",
    f"https：//gw.example.com/v1\n{LONG}",
    f"卡密：{LONG}（请勿泄露）\n网址：{ROOT}（电脑打开）",
]


@pytest.mark.parametrize("message", MESSAGES)
def test_a_shops_message_is_understood(message: str) -> None:
    offer = read_connection(message)
    assert (offer.root, offer.keys, offer.source) == (ROOT, (LONG,), "text")


def test_several_keys_are_offered_together_in_order_and_once() -> None:
    offer = read_connection(f"地址：gw.example.com，密钥1：{OTHER}，密钥2：{LONG}\n备用 {OTHER}")
    assert (offer.root, offer.keys) == (ROOT, (OTHER, LONG))


@pytest.mark.parametrize(
    "text", [ROOT, V1, f'"{V1}"', f"[site]({V1})", "gw.example.com", f"<{ROOT}/>", f"地址：{ROOT}"]
)
def test_an_address_alone_is_an_offer(text: str) -> None:
    offer = read_connection(text)
    assert (offer.root, offer.keys) == (ROOT, ())


@pytest.mark.parametrize(
    "text", [KEY, LONG, f"Bearer {LONG}", f"“{LONG}”", f"  {LONG}\n", "0f8fad5b-d9cb-469f-a165-70867728950e"]
)
def test_a_key_alone_is_an_offer(text: str) -> None:
    offer = read_connection(text)
    assert offer.root == ""
    assert len(offer.keys) == 1


def test_an_offer_never_shows_its_keys() -> None:
    assert LONG not in repr(read_connection(f"{ROOT}\n{LONG}"))


def test_control_characters_fall_away_and_endless_links_are_cut() -> None:
    link = "relaystudio://v1/provider?server=gw.example.com&key=sk-te\x07st\u202e123&name=a%0Ab%1B[31m&x="
    offer = read_connection(link + "a" * 1_000_000)
    assert (offer.root, offer.keys, offer.name) == (ROOT, (KEY,), "a b [31m")


@pytest.mark.parametrize(
    "text",
    [
        "a" * 5_000_000,
        "https://" * 500_000,
        "sk-" * 1_000_000,
        "{" * 200_000,
        "key=" * 500_000,
        " " * 999_999,
        "地址：" * 300_000,
        "a.b" * 900_000,
    ],
)
def test_a_huge_text_is_read_in_its_beginning_only(text: str) -> None:
    try:
        read_connection(text)
    except InputError:
        return


PIECES = [
    "relaystudio://", "v1/", "import", "provider?", "cherrystudio://x?", "data=", "settings=",
    "key=", "server=", "&", "=", "#", "?", "/", "https://", "http://", "gw.example.com",
    "user:pw@", "%", "%7B", "{", "}", "\"", "'", ":", ",", "sk-", "sk-test1234567890abcdef",
    "****", "curl ", "Authorization: Bearer ", "export A_API_KEY=", "地址：", "密钥", "ai-provider:v1:",
    "eyJhIjoxfQ==", "[", "]", "(", ")", "\\", "^", "$env:", "[::1]", ":99999", "localhost", "xn--",
    "\x00", "\ud800", "İ", "１", " ", "\n",
]  # fmt: skip


@settings(max_examples=500)
@given(st.lists(st.sampled_from(PIECES), max_size=15).map("".join) | st.text(max_size=60))
def test_nothing_but_a_refusal_ever_comes_out(text: str) -> None:
    try:
        offer = read_connection(text)
    except InputError:
        return
    assert offer.root or offer.keys
    assert not offer.root or offer.root.startswith(("https://", "http://"))
    assert "@" not in offer.root
    assert all(key.isascii() and key.isprintable() and " " not in key for key in offer.keys)


def test_a_link_may_carry_several_providers() -> None:
    providers = [
        {"server": f"https://{name}.example.com", "key": f"{LONG}{name}", "name": name} for name in ("a", "b")
    ]
    payload = base64.urlsafe_b64encode(json.dumps({"v": 1, "providers": providers}).encode()).decode()
    offers = read_connections(f"relaystudio://v1/import?data={payload.rstrip('=')}")
    assert [(offer.name, offer.root, offer.gateway) for offer in offers] == [
        ("a", "https://a.example.com", "new-api"),
        ("b", "https://b.example.com", "new-api"),
    ]


def test_one_that_cannot_be_used_does_not_spoil_the_others() -> None:
    rows = [{"url": ROOT, "key": "sk-ab****yz"}, {"url": "https://b.example.com", "key": KEY}]
    assert [offer.keys for offer in read_connections(json.dumps(rows))] == [(KEY,)]


# As their exports lie on disk: shapes of Cherry Studio's backup, Chatbox's export, NextChat's, Claude Code's.
CHERRY_PROVIDERS = [
    {"id": "new-api", "name": "Shop", "type": "openai", "apiKey": f"{LONG},{OTHER}", "apiHost": ROOT},
    {"id": "openai", "name": "OpenAI", "type": "openai", "apiKey": "", "apiHost": "https://api.openai.com"},
]
CHERRY_BACKUP = {
    "localStorage": {
        "persist:cherry-studio": json.dumps({"llm": json.dumps({"providers": CHERRY_PROVIDERS})})
    },
    "version": 5,
}
CHATBOX_EXPORT = {"settings": {"providers": {"relay": {"apiHost": ROOT, "apiKey": LONG}}}}
NEXTCHAT_EXPORT = {"access-control": {"openaiUrl": f"{ROOT}/", "openaiApiKey": LONG}}
CLAUDE_SETTINGS = {"env": {"ANTHROPIC_BASE_URL": ROOT, "ANTHROPIC_AUTH_TOKEN": LONG}}
CODEX_CONFIG = f'''model_provider = "relay"

[model_providers.relay]
name = "Shop"
base_url = "{V1}"
experimental_bearer_token = "{LONG}"
'''


@pytest.mark.parametrize("value", [CHATBOX_EXPORT, NEXTCHAT_EXPORT, CLAUDE_SETTINGS])
def test_exports_of_other_programs_are_read(value: object) -> None:
    (offer,) = read_connections(json.dumps(value))
    assert (offer.root, offer.keys) == (ROOT, (LONG,))


def test_a_backup_that_keeps_json_inside_json_is_read_and_its_empty_providers_are_left_out() -> None:
    (offer,) = read_connections(json.dumps(CHERRY_BACKUP))
    assert (offer.root, offer.keys, offer.name) == (ROOT, (LONG, OTHER), "Shop")


def test_settings_of_codex_are_read() -> None:
    (offer,) = read_connections(CODEX_CONFIG)
    assert (offer.root, offer.keys) == (ROOT, (LONG,))
