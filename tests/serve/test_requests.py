"""What a request may ask: hosts, origins, paths, and the media types of answers."""

from __future__ import annotations

import pytest

from antiseche.text.http import (
    is_beyond_this_machine,
    is_host_allowed,
    is_origin_allowed,
    media_type,
    requested_path,
)

OURS = ["localhost", "foo.localhost", "127.0.0.1", "[::1]", "LOCALHOST", "localhost.", "127.0.0.2"]
FOREIGN = [
    "", "evil.example", "localhost.example.com", "127.0.0.1.evil.example", "192.0.2.1",
    "[2001:db8::1]", "foo.example.com:localhost", "vscode", "a@localhost", "localhost:80:80",
    "localhost\t", "[::1", "évil",
]  # fmt: skip


@pytest.mark.parametrize("port", ["", ":4321", ":80"])
@pytest.mark.parametrize("host", OURS)
def test_this_machine_is_answered(host: str, port: str) -> None:
    assert is_host_allowed(host + port)
    assert is_origin_allowed(f"http://{host}{port}")
    assert is_origin_allowed(f"https://{host}{port}")


@pytest.mark.parametrize("host", FOREIGN)
def test_a_rebound_name_is_refused(host: str) -> None:
    assert not is_host_allowed(host)
    assert not is_origin_allowed(f"http://{host}")


@pytest.mark.parametrize("origin", ["null", "file:///", "http://", "localhost", "ftp://localhost"])
def test_what_is_not_a_page_is_no_origin(origin: str) -> None:
    assert not is_origin_allowed(origin)


def test_once_open_to_others_bare_addresses_are_answered_but_no_other_name() -> None:
    assert is_host_allowed("192.168.1.5:4321", "0.0.0.0")  # noqa: S104  not bound, only judged
    assert not is_host_allowed("evil.example", "0.0.0.0")  # noqa: S104
    assert is_host_allowed("ma-machine.local", "ma-machine.local")
    assert is_beyond_this_machine("ma-machine.local")
    assert not is_beyond_this_machine("::1")


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/", "/"),
        ("/fiches/x/?a=b", "/fiches/x/"),
        ("/images/caf%C3%A9.png", "/images/café.png"),
        ("/%252e%252e/x", "/%2e%2e/x"),  # decoded once: this is a name, not a parent
        ("/.env::$DATA", "/.env::$DATA"),
    ],
)
def test_a_path_is_decoded_once(target: str, path: str) -> None:
    assert requested_path(target) == path


@pytest.mark.parametrize(
    "target",
    [
        "/../x", "/%2e%2e/x", "/..%2fx", "/%2E./x", r"/a/..\..\x", "/a%5cb", "/x%00.html",
        "/x#/../..", "http://localhost/x", "*", "x", "", "/é", "/%ff", "/x%0d%0ay", "/file.html/.",
    ],
)  # fmt: skip
def test_what_no_browser_asks_is_no_path(target: str) -> None:
    assert requested_path(target) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.MJS", "text/javascript; charset=utf-8"),
        ("a.css", "text/css; charset=utf-8"),
        ("a.svg", "image/svg+xml"),
        ("a.webp", "image/webp"),
        ("a.woff2", "font/woff2"),
        ("a.wasm", "application/wasm"),
        ("a.json", "application/json"),
        ("a.html?raw", "application/octet-stream"),
        ("CNAME", "application/octet-stream"),
    ],
)
def test_media_types_are_ours(name: str, expected: str) -> None:
    assert media_type(name) == expected
