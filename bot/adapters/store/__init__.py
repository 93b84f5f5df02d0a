"""The store: SQLite by default, PostgreSQL to scale. Only here does anybody know SQLAlchemy."""
