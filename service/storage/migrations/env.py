"""Run by alembic: the migrations, on the connection and in the transaction of ``schema``."""

from alembic import context
from sqlalchemy import Connection

from service.storage.tables import metadata

connection = context.config.attributes["connection"]
assert isinstance(connection, Connection)  # noqa: S101 - schema.py put it there
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
context.run_migrations()
