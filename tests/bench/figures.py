"""Figures of a measuring command: printed one a line, judged by their pass marks, kept in docs/measurements.md."""

import os
import platform
import sys
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "measurements.md"
_OPENING = """# Measurements

What `make storm` and `make bench` measured, written by the commands themselves. Each rewrites its own part and
nothing else. Ratios are of figures taken side by side in one run; times by themselves say little about another
machine. What is not reached says so.
"""


@dataclass(frozen=True)
class Figure:
    """A figure with its pass mark, if it has one; `is_reached` is whether it passes."""

    name: str
    value: str
    mark: str = ""
    is_reached: bool = True

    def __str__(self) -> str:
        told = f"{self.name}: {self.value}" + (f" ({self.mark})" if self.mark else "")
        return told if self.is_reached else f"{told} NOT REACHED"


@dataclass
class Figures:
    """The figures of one command, in order, under headings."""

    command: str
    parts: dict[str, list[Figure]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def part(self, heading: str) -> None:
        """Begin a part; what is told next belongs to it."""
        self.parts[heading] = []
        print(f"\n{heading}", flush=True)

    def tell(self, name: str, value: object) -> None:
        """A figure that has no pass mark."""
        self._add(Figure(name, _short(value)))

    def exactly(self, name: str, value: object, wanted: object) -> None:
        """A figure that must be this one."""
        self._add(Figure(name, _short(value), f"must be {_short(wanted)}", value == wanted))

    def at_most(self, name: str, value: float, most: float, unit: str = "") -> None:
        """A figure that must not be higher."""
        self._add(Figure(name, f"{_short(value)}{unit}", f"at most {_short(most)}{unit}", value <= most))

    def at_least(self, name: str, value: float, least: float, unit: str = "") -> None:
        """A figure that must not be lower."""
        self._add(Figure(name, f"{_short(value)}{unit}", f"at least {_short(least)}{unit}", value >= least))

    @property
    def missed(self) -> list[Figure]:
        """The figures whose mark was not reached."""
        return [one for figures in self.parts.values() for one in figures if not one.is_reached]

    def closed(self, *, keep: bool) -> int:
        """Sum up, write the page where the run was a whole one (`keep`), and give the exit code."""
        print(f"\nmarks missed: {len(self.missed)}", flush=True)
        if keep:
            PAGE.write_text(
                _with_part(PAGE.read_text() if PAGE.exists() else _OPENING, self.command, self._page())
            )
        return 1 if self.missed else 0

    def _add(self, figure: Figure) -> None:
        next(reversed(self.parts.values())).append(figure)
        print(f"  {figure}", flush=True)

    def _page(self) -> str:
        lines = [f"## `make {self.command}`", "", _circumstances(), ""]
        lines += [line for note in self.notes for line in (note, "")]
        for heading, figures in self.parts.items():
            lines += [f"### {heading}", "", "| figure | measured | pass mark | |", "|---|---|---|---|"]
            lines += [f"| {one.name} | {one.value} | {one.mark or '-'} | {_verdict(one)} |" for one in figures]
            lines.append("")
        return "\n".join(lines)


def _with_part(page: str, command: str, part: str) -> str:
    """The page with one command's part replaced, or added at the end."""
    begin, end = f"<!-- {command} -->", f"<!-- end of {command} -->"
    block = f"{begin}\n{part}{end}"
    before, found, rest = page.partition(begin)
    if not found:
        return f"{page.rstrip()}\n\n{block}\n"
    return before + block + rest.partition(end)[2]


def _verdict(figure: Figure) -> str:
    if not figure.is_reached:
        return "**not reached**"
    return "reached" if figure.mark else ""


def _circumstances() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in ("boto3", "chalice", "pydantic", "jinja2"))
    python = platform.python_version()
    return (
        f"{date.today():%-d %B %Y}; {os.cpu_count()} cores, {platform.machine()} {platform.system()};"  # noqa: DTZ011
        f" Python {python}; {packages}; database dynoxide, its file on disk."
    )


def _short(value: object) -> str:
    match value:
        case float():
            return f"{value:,.2f}"
        case int():
            return f"{value:,}"
        case set():
            return " and ".join(map(_short, sorted(value)))
        case _:
            return str(value)


def report_and_exit(figures: Figures, *, keep: bool) -> None:
    """End the command as its marks say."""
    sys.exit(figures.closed(keep=keep))
