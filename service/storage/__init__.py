"""What outlives a conversation: how desks are set up. Never what was said.

SQLAlchemy, synchronous, in worker threads behind ``Database``; SQLite or PostgreSQL by URL. Each
kind of row has a module of plain functions that take a connection; callers wrap them in one
transaction: ``await database.read(partial(desk_rows.find, slug=slug))``.
"""
