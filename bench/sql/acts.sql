-- Likes by twenty tastes, of the last month: seven of ten of the person's taste, posts by Zipf's law; and everybody was
-- here just now, so that the trainer writes a list for each. Variable: acts, how many likes.
BEGIN;
SET LOCAL session_replication_role = replica;
SET LOCAL work_mem = '256MB';
SELECT setseed(0.7);
DELETE FROM likes;
CREATE TEMPORARY TABLE person ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY u.id) - 1 AS place, u.id FROM users AS u;
ALTER TABLE person ADD PRIMARY KEY (place);
INSERT INTO sessions (user_id, token_hash, kind)
SELECT p.id, decode(md5(p.id::text), 'hex'), 'api' FROM person AS p;
-- Popular ones are of all ages.
CREATE TEMPORARY TABLE liked ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY md5(p.id::text)) - 1 AS place, p.id
FROM posts AS p
WHERE NOT p.is_reply AND p.repost_of_id IS NULL;
ALTER TABLE liked ADD PRIMARY KEY (place);
INSERT INTO likes (post_id, user_id, id)
SELECT pair.post_id, pair.user_id, id_at(now() - interval '30 days' * random()) + row_number() OVER () % 4096
FROM (
    -- Nobody likes a post twice: more are drawn than are wanted.
    SELECT act.post_id, act.user_id
    FROM (
        SELECT l.id AS post_id, p.id AS user_id
        FROM (
            SELECT
                d.fan,
                CASE WHEN d.is_own_taste THEN d.zipf - d.zipf % 20 + d.fan % 20 ELSE d.zipf END AS place
            FROM (
                SELECT
                    floor(random() * (SELECT count(*) FROM person))::bigint AS fan,
                    floor((SELECT count(*) FROM liked) ^ random())::bigint - 1 AS zipf,
                    random() < 0.7 AS is_own_taste
                FROM generate_series(1, 2 * :acts)
            ) AS d
        ) AS w
        INNER JOIN person AS p ON p.place = w.fan
        INNER JOIN liked AS l ON l.place = w.place
        GROUP BY l.id, p.id
    ) AS act
    ORDER BY random()
    LIMIT :acts
) AS pair;
COMMIT;
ANALYZE likes;
ANALYZE sessions;
