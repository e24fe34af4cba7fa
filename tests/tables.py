"""Fresh tables for one test, or for one example of a property."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from shared import schema, table
from shared.ids import new_id
from shared.settings import settings

Tables = Mapping[str, str]
"""The physical name of each table by its short one: `tables["levy"]`."""


@contextmanager
def fresh_tables() -> Iterator[Tables]:
    """Create every table under a name of its own and point the settings there; drop them at the end.

    Needs the `engine` fixture, or another engine that the SDK talks to. For one test the `tables` fixture
    is simpler.
    """
    suffix = new_id()
    names = {spec.name: f"{spec.name}-{suffix}" for spec in schema.TABLES}
    variables = {f"EXCHANGE_{spec.setting.upper()}": names[spec.name] for spec in schema.TABLES}
    before = {variable: os.environ.get(variable) for variable in variables}
    for spec in schema.TABLES:
        schema.create(table.client(), spec, names[spec.name])
    os.environ.update(variables)
    settings.cache_clear()
    try:
        yield names
    finally:
        for variable, value in before.items():
            if value is None:
                del os.environ[variable]
            else:
                os.environ[variable] = value
        settings.cache_clear()
        for name in names.values():
            table.client().delete_table(TableName=name)
