from infra.packages import needed, pins

LOCK = """\
# made by a compiler
boto3==1.2 \\
    --hash=sha256:aa
    # via exchange (pyproject.toml)
botocore==1.2 \\
    --hash=sha256:bb \\
    --hash=sha256:cc
    # via
    #   boto3
    #   chalice
chalice==3.4 \\
    --hash=sha256:dd
    # via exchange (pyproject.toml)
inquirer==5.6 \\
    --hash=sha256:ee
    # via chalice
blessed==7.8 \\
    --hash=sha256:ff
    # via inquirer
"""


def test_a_pin_keeps_its_lines_and_knows_who_asked_for_it() -> None:
    botocore = {pin.name: pin for pin in pins(LOCK)}["botocore"]
    assert botocore.lines[0] == "botocore==1.2 \\"
    assert "    --hash=sha256:cc" in botocore.lines
    assert {"boto3", "chalice"} <= botocore.wanted_by


def test_what_only_chalices_command_line_wants_is_left_out() -> None:
    assert [pin.name for pin in needed(pins(LOCK), "exchange")] == ["boto3", "botocore", "chalice"]


def test_a_package_that_something_else_wants_too_is_kept() -> None:
    lock = LOCK.replace("    # via inquirer", "    # via\n    #   inquirer\n    #   boto3")
    assert "blessed" in [pin.name for pin in needed(pins(lock), "exchange")]
