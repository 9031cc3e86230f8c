-- Whether anything is in the database.
-- returns: value
SELECT EXISTS(SELECT t.tablename FROM pg_tables AS t WHERE t.schemaname NOT IN ('pg_catalog', 'information_schema'))
