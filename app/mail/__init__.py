"""Mail: bodies out of templates, the queue in the database, and sending by SMTP."""
