-- More people, until there are as many as the variable `people` says, for the search.
BEGIN;
SET LOCAL session_replication_role = replica;
INSERT INTO users (id, username, email, email_canonical, email_verified_at, display_name, followers_count, created_at)
SELECT
    id_at(now() - interval '199 days') + n, 'p' || lpad(n::text, 5, '0'), 'p' || n || '@example.com',
    'p' || n || '@example.com', now(), 'Person ' || n, n % 300, now() - interval '199 days'
FROM generate_series(1, :people) AS n
ON CONFLICT DO NOTHING;
COMMIT;
VACUUM (ANALYZE) users;
