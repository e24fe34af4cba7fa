"""Which addresses a process listens on, as the Linux kernel tells it."""

import ipaddress
from pathlib import Path

_LISTEN = "0A"
_WORD = 8  # hexadecimal digits of the 32-bit words in which the kernel prints an address


def listening(pid: int) -> list[tuple[str, int]]:
    """The (address, port) pairs that process `pid` accepts TCP connections on; empty once it has ended."""
    proc = Path("/proc") / str(pid)
    try:
        inodes = _socket_inodes(proc / "fd")
        tables = [(proc / "net" / name).read_text().splitlines()[1:] for name in ("tcp", "tcp6")]
    except FileNotFoundError:
        return []
    rows = [line.split() for table in tables for line in table]
    return sorted({_address(row[1]) for row in rows if row[3] == _LISTEN and row[9] in inodes})


def _socket_inodes(descriptors: Path) -> set[str]:
    inodes = set()
    for descriptor in descriptors.iterdir():
        try:
            target = str(descriptor.readlink())
        except FileNotFoundError:  # closed since the directory was listed
            continue
        if target.startswith("socket:["):
            inodes.add(target.removeprefix("socket:[").removesuffix("]"))
    return inodes


def _address(printed: str) -> tuple[str, int]:
    """An address as the kernel prints it: 32-bit words, each with its least significant byte first."""
    host, port = printed.split(":")
    words = [host[start : start + _WORD] for start in range(0, len(host), _WORD)]
    packed = b"".join(bytes.fromhex(word)[::-1] for word in words)
    return str(ipaddress.ip_address(packed)), int(port, 16)
