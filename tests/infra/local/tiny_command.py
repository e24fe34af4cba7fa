"""A command that is run on the state of a local run: it prints where the database is and what it holds."""

import os

from infra.local.engine import ENDPOINT
from shared import directory, table

if __name__ == "__main__":
    print(f"{ENDPOINT}={os.environ[ENDPOINT]}")
    print(f"tables={','.join(table.client().list_tables()['TableNames'])}")
    print(f"first={directory.organisations(limit=1).organisations[0].name}")
