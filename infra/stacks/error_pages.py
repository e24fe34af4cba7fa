"""The pages that API Gateway itself answers with, when no function was asked.

Plain English, no script, no request beyond the page: its one style sheet stands inside and is named in the
content security policy by its hash. The policy is a `meta` element because a header of such a response is a
single-quoted word, and a policy holds single quotes.
"""

import base64
import hashlib
from dataclasses import dataclass
from html import escape

from aws_cdk import aws_apigateway as apigateway

_STYLE = (
    "body{margin:0;font:400 1.1875rem/1.5 Arial,sans-serif;color:#212b32;background:#f0f4f5}"
    "header{padding:1rem;color:#fff;background:#005eb8;font-weight:700}"
    "main{max-width:40rem;padding:1.5rem 1rem}h1{font-size:2rem;line-height:1.2;margin:0 0 1rem}"
)
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'"
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Type": "text/html; charset=utf-8",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@dataclass(frozen=True)
class ErrorPage:
    """What a refusal by API Gateway says: what happened, and what the reader can do now."""

    kind: apigateway.ResponseType
    status: int | None
    title: str
    advice: str


_NOT_FOUND = "If you typed the address, check that it is right. If you pasted it, check that it is whole."
_NOT_US = "Your work is not lost: what you had saved is saved. Try again in a few minutes."

_Type = apigateway.ResponseType
ERROR_PAGES = (
    ErrorPage(_Type.MISSING_AUTHENTICATION_TOKEN, 404, "Page not found", _NOT_FOUND),  # its name for no route
    ErrorPage(_Type.RESOURCE_NOT_FOUND, 404, "Page not found", _NOT_FOUND),
    ErrorPage(
        _Type.ACCESS_DENIED, 403, "You cannot see this page", "Go back, or sign in to another organisation."
    ),
    ErrorPage(
        _Type.WAF_FILTERED,
        403,
        "We stopped this request",
        "It looked like an attack, or came with very many others. If you were only filling in a form, take "
        "any program code or web addresses out of your answers and send it again.",
    ),
    ErrorPage(
        _Type.REQUEST_TOO_LARGE, 413, "That is too much to send at once", "Shorten your answers and send again."
    ),
    ErrorPage(
        _Type.UNSUPPORTED_MEDIA_TYPE, 415, "We cannot read what was sent", "Go back and send the form again."
    ),
    ErrorPage(_Type.THROTTLED, 429, "Too many requests at once", "Wait a minute, then load this page again."),
    ErrorPage(
        _Type.INTEGRATION_TIMEOUT,
        504,
        "This took too long",
        "It may have been saved all the same. Look before you send it again: a second send does no harm.",
    ),
    ErrorPage(_Type.DEFAULT_4_XX, None, "We cannot read this request", "Go back and try again."),
    ErrorPage(_Type.DEFAULT_5_XX, None, "Sorry, there is a problem with the service", _NOT_US),
)


def html(page: ErrorPage) -> str:
    """The whole page. `$context` stands for nothing in it: nothing that was sent is shown again."""
    title, advice = escape(page.title), escape(page.advice)
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title} - Workforce Exchange</title><style>{_STYLE}</style></head>"
        f"<body><header>Workforce Exchange</header><main><h1>{title}</h1><p>{advice}</p></main></body></html>"
    )


def add_error_pages(api: apigateway.RestApi) -> list[apigateway.GatewayResponse]:
    """Have the API answer its own refusals with these pages."""
    headers = {name: f"'{value}'" for name, value in _HEADERS.items()}
    return [
        api.add_gateway_response(
            f"Page{page.kind.response_type.title().replace('_', '')}",
            type=page.kind,
            status_code=str(page.status) if page.status else None,
            response_headers=headers,
            # The gateway uses the JSON template whatever was asked for; the header says what it really is.
            templates={"application/json": html(page), "text/html": html(page)},
        )
        for page in ERROR_PAGES
    ]
