"""The store in a shared PostgreSQL: the same tables and queries as SQLite's, each row with its owner.

`address` reads the URL and needs nothing heavy; `link` opens plain connections; `database` is what `Store` works on;
`schema` and `layer` make the tables and are the administrator's business.
"""
