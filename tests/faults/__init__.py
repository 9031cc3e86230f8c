"""What is promised while something dies: PostgreSQL, Valkey, a web process."""
