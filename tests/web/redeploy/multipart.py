"""A form with a file, as a browser sends it."""

import re
from collections.abc import Mapping

from tests.web.client import Browser, Page

_BOUNDARY = "----boundary-of-the-tests"


def upload(
    browser: Browser, page: Page, content: bytes | None, typed: Mapping[str, str] | None = None, *, to: str = ""
) -> Page:
    """Send the form of a page with a file (None: no file was chosen) and this typed into it."""
    form = page.form(to)
    fields = [(name, value) for name, value in form.filled(typed or {}) if name != "file"]
    parts = [f'form-data; name="{name}"\r\n\r\n{value}'.encode() for name, value in fields]
    head = b'form-data; name="file"; filename="sheet.csv"\r\nContent-Type: application/octet-stream\r\n\r\n'
    parts += [head + content] if content is not None else []
    lines = [f"--{_BOUNDARY}\r\nContent-Disposition: ".encode() + part + b"\r\n" for part in parts]
    body = b"".join(lines) + f"--{_BOUNDARY}--\r\n".encode()
    headers = {"accept": "text/html", "content-type": f"multipart/form-data; boundary={_BOUNDARY}"}
    return browser._send("POST", form.action, body, headers)


def hidden(page: Page, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(f'name="{name}" value="([^"]*)"', page.html)
    assert found, name
    return found[1]
