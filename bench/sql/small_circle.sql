-- A listener whom only the first listeners follow. Variable: people.
BEGIN;
SET LOCAL session_replication_role = replica;
INSERT INTO follows (follower_id, followee_id)
SELECT reader.id, author.id
FROM users AS author
INNER JOIN users AS reader ON reader.username ~ '^l\d+$' AND substr(reader.username, 2)::int <= :people
WHERE author.username = 'l' || :people + 1;
COMMIT;
