"""The style sheets, scripts and icons: built once under names that carry a print of their content, then served
with headers that let a browser keep them for good.

`python -m shared.web.assets` copies them from `node_modules` and from `static/` into the assets folder. The
style sheet's remote font is left out: Frutiger is licensed to NHS bodies alone, Arial stands in.
"""

import gzip
import hashlib
import json
import re
from functools import cache
from pathlib import Path

from shared.settings import settings
from shared.web.replies import Reply

_ROOT = Path(__file__).resolve().parents[2]
_NHS = _ROOT / "node_modules" / "nhsuk-frontend" / "dist" / "nhsuk"
OWN = Path(__file__).parent / "static"
_MANIFEST = "manifest.json"
_ICONS = ("favicon.ico", "favicon.svg", "nhsuk-icon-180.png")

_MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
}
_COMPRESSED = frozenset({".css", ".js", ".svg"})

_FONT_FACE = re.compile(r"@font-face\{[^}]*\}")
_SOURCE_MAP = re.compile(r"(?:/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*)\s*$")
_IMAGE = re.compile(r"url\(/assets/images/([a-z0-9-]+\.svg)\)")
_IMPORT = re.compile(r'from "\./([a-z.-]+\.js)"')


def build(target: Path) -> dict[str, str]:
    """Write every asset and the manifest into `target`; return the manifest: name to fingerprinted name.

    What a style sheet or a script refers to is written before it, so that it can be named by its print.
    """
    target.mkdir(parents=True, exist_ok=True)
    for old in target.iterdir():
        old.unlink()
    style = _FONT_FACE.sub("", (_NHS / "nhsuk-frontend.min.css").read_text())
    manifest: dict[str, str] = {}
    for name in sorted({*_ICONS, *_IMAGE.findall(style)}):
        _write(target, manifest, name, (_NHS / "assets" / "images" / name).read_bytes())
    style = _IMAGE.sub(lambda found: f"url({manifest[found[1]]})", style)
    script = (_NHS / "nhsuk-frontend.min.js").read_text()
    _write(target, manifest, "nhsuk-frontend.css", _SOURCE_MAP.sub("", style).encode())
    _write(target, manifest, "nhsuk-frontend.js", _SOURCE_MAP.sub("", script).encode())
    own_script = (OWN / "exchange.js").read_text()
    own_script = _IMPORT.sub(lambda found: f'from "./{manifest[found[1]]}"', own_script)
    _write(target, manifest, "exchange.css", (OWN / "exchange.css").read_bytes())
    _write(target, manifest, "exchange.js", own_script.encode())
    (target / _MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True))
    return manifest


def asset_path(name: str) -> str:
    """The path of an asset by its plain name. Raises KeyError for a name that was not built."""
    return f"/assets/{manifest()[name]}"


def asset_response(name: str, accepts_gzip: bool = True) -> Reply | None:
    """The asset of that fingerprinted name, to be kept for a year; None for any other name."""
    if name not in manifest().values():
        return None
    path = Path(name)
    headers: dict[str, str | list[str]] = {
        "Content-Type": _MEDIA_TYPES[path.suffix],
        "Cache-Control": "public, max-age=31536000, immutable",
    }
    if path.suffix not in _COMPRESSED:
        return Reply(_read(name), 200, headers)
    headers["Vary"] = "Accept-Encoding"
    if not accepts_gzip:
        return Reply(_read(name), 200, headers)
    return Reply(_read(f"{name}.gz"), 200, {**headers, "Content-Encoding": "gzip"})


def _write(target: Path, manifest: dict[str, str], name: str, content: bytes) -> None:
    plain = Path(name)
    printed = f"{plain.stem}.{hashlib.sha256(content).hexdigest()[:12]}{plain.suffix}"
    (target / printed).write_bytes(content)
    if plain.suffix in _COMPRESSED:
        (target / f"{printed}.gz").write_bytes(gzip.compress(content, mtime=0))
    manifest[name] = printed


def folder() -> Path:
    """Where the built assets are: a path from the root of the repository or the bundle, or an absolute one."""
    return _ROOT / settings().assets_dir


@cache
def manifest() -> dict[str, str]:
    """The fingerprinted name of each asset, by its plain name. Raises RuntimeError where nothing was built."""
    try:
        manifest: dict[str, str] = json.loads((folder() / _MANIFEST).read_text())
    except FileNotFoundError:
        raise RuntimeError("The page assets are not built: run `python -m shared.web.assets`.") from None
    return manifest


@cache
def _read(name: str) -> bytes:
    return (folder() / name).read_bytes()


if __name__ == "__main__":
    built = build(folder())
    print(f"{len(built)} assets in {folder()}")  # noqa: T201 (a command's answer)
