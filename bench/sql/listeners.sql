-- People who all follow `author`, each with a session whose token is `listener-N`. Variable: people.
BEGIN;
SET LOCAL session_replication_role = replica;
CREATE TEMPORARY TABLE listener ON COMMIT DROP AS
SELECT n, id_at(now() - interval '90 days') + n AS id FROM generate_series(1, :people) AS n;
INSERT INTO users (id, username, email, email_canonical, email_verified_at, display_name)
SELECT l.id, 'l' || l.n, 'l' || l.n || '@example.com', 'l' || l.n || '@example.com', now(), 'Listener ' || l.n
FROM listener AS l;
INSERT INTO sessions (id, user_id, token_hash, kind)
SELECT l.id, l.id, sha256(('listener-' || l.n)::bytea), 'api' FROM listener AS l;
INSERT INTO follows (follower_id, followee_id, id)
SELECT l.id, u.id, l.id FROM listener AS l CROSS JOIN users AS u WHERE u.username = 'author';
UPDATE users SET followers_count = :people WHERE username = 'author';
COMMIT;
VACUUM (ANALYZE);
