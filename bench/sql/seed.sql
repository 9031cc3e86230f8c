-- People, follows, posts, likes, notifications and home feeds of a network. Variables: people, posts, readers.
-- `author` has signed up before; everybody gets that password. The readers are reader_50, reader_2000 and, as
-- many as the variable says, reader_200_N: the number is how many they follow.
-- Triggers are off while this runs: what they would have written is written here, or by their own functions.
BEGIN;
SET LOCAL session_replication_role = replica;
SET LOCAL maintenance_work_mem = '512MB';
SET LOCAL work_mem = '128MB';
SELECT setseed(0.42);

-- 1. People: n is the rank by popularity.
CREATE TEMPORARY TABLE person ON COMMIT DROP AS
SELECT n, id_at(now() - interval '200 days') + n AS id FROM generate_series(1, :people) AS n;
ALTER TABLE person ADD PRIMARY KEY (n);
CREATE TEMPORARY TABLE reader ON COMMIT DROP AS
SELECT n, id_at(now() - interval '199 days') + n AS id, 200 AS wanted, 'reader_200_' || n AS username
FROM generate_series(1, :readers) AS n
UNION ALL
SELECT 0, id_at(now() - interval '198 days') + wanted, wanted, 'reader_' || wanted FROM (VALUES (50), (2000)) AS v (wanted);
INSERT INTO users (
    id, username, email, email_canonical, email_verified_at, password_hash, display_name, bio, created_at
)
SELECT
    p.id, p.username, p.username || '@example.com', p.username || '@example.com', now(), author.password_hash,
    'Person ' || p.n, 'Number ' || p.n || ' of many.', now() - interval '200 days'
FROM (
    SELECT person.id, person.n, 'p' || lpad(person.n::text, 5, '0') AS username FROM person
    UNION ALL
    SELECT reader.id, reader.n, reader.username FROM reader
) AS p
CROSS JOIN (SELECT u.password_hash FROM users AS u WHERE u.username = 'author') AS author;

-- 2. Follows: thirty each, more often of the popular; the readers follow as many as their name says.
INSERT INTO follows (follower_id, followee_id, id)
SELECT pair.follower_id, pair.followee_id, id_at(now() - interval '100 days') + row_number() OVER ()
FROM (
    SELECT DISTINCT a.id AS follower_id, b.id AS followee_id
    FROM (
        SELECT p.id, 1 + floor(:people * random() ^ 2)::int AS followee
        FROM person AS p CROSS JOIN generate_series(1, 30)
    ) AS a
    INNER JOIN person AS b ON b.n = a.followee
    WHERE a.id <> b.id
) AS pair;
INSERT INTO follows (follower_id, followee_id, id)
SELECT u.id, b.id, id_at(now() - interval '50 days') + row_number() OVER ()
FROM reader AS u
CROSS JOIN LATERAL generate_series(1, u.wanted) AS k
INNER JOIN person AS b ON b.n = 1 + (k - 1) * :people / u.wanted;
-- Three accounts have outgrown the fan-out: they are read where they are.
UPDATE users SET is_pulled = true WHERE id IN (SELECT p.id FROM person AS p WHERE p.n <= 3);
UPDATE follows SET is_pulled = true WHERE followee_id IN (SELECT p.id FROM person AS p WHERE p.n <= 3);

-- 3. Posts of the last thirty days, of twenty: three replies, a repost, a quote. Indexes are made when the counters are right.
CREATE TEMPORARY TABLE put_back ON COMMIT DROP AS
SELECT pg_get_indexdef(i.indexrelid) AS definition, i.indexrelid::regclass::text AS name
FROM pg_index AS i
WHERE i.indrelid = 'posts'::regclass AND NOT i.indisprimary;
DO $$
DECLARE index_name text;
BEGIN
    FOR index_name IN SELECT p.name FROM put_back AS p LOOP
        EXECUTE 'DROP INDEX ' || index_name;
    END LOOP;
END
$$;
CREATE FUNCTION pg_temp.post_at(n bigint, posts bigint) RETURNS timestamptz LANGUAGE sql STABLE
AS $$ SELECT now() - (interval '30 days' * (1 - n::float8 / posts)) - interval '1 minute' $$;
CREATE FUNCTION pg_temp.post_id(n bigint, posts bigint) RETURNS bigint LANGUAGE sql STABLE
AS $$ SELECT id_at(pg_temp.post_at(n, posts)) + (n & 4095) $$;
CREATE TEMPORARY TABLE words ON COMMIT DROP AS
SELECT string_agg(w, ' ') AS text
FROM (
    SELECT w
    FROM regexp_split_to_table(
        'the river carries small boats under seven bridges while somebody bakes bread and counts the lamps along '
        'a quiet street where rain has stopped and neighbours talk about music trains gardens soup and old maps '
        'before walking home with oranges in a paper bag', ' '
    ) AS w
    CROSS JOIN generate_series(1, 12)
    ORDER BY random()
) AS shuffled;

INSERT INTO posts (
    id, author_id, body, body_html, reply_to_id, root_id, repost_of_id, quote_of_id,
    is_reply, is_quote, is_fanned_out, created_at
)
SELECT
    pg_temp.post_id(s.n, :posts), a.id, s.body, CASE WHEN s.body = '' THEN '' ELSE '<p>' || s.body || '</p>' END,
    CASE WHEN s.kind < 3 THEN pg_temp.post_id(s.target, :posts) END,
    pg_temp.post_id(CASE WHEN s.kind < 3 THEN s.target ELSE s.n END, :posts),
    CASE WHEN s.kind = 3 THEN pg_temp.post_id(s.n - 10, :posts) END,
    CASE WHEN s.kind = 4 THEN pg_temp.post_id(s.target, :posts) END,
    s.kind < 3, s.kind = 4, s.author > 3, pg_temp.post_at(s.n, :posts)
FROM (
    SELECT
        n,
        kind,
        1 + floor(:people * random() ^ 1.5)::int AS author,
        -- An earlier plain post.
        n - n % 20 - 20 * (1 + floor(random() * 25)::int) + 5 + floor(random() * 15)::int AS target,
        CASE WHEN kind = 3 THEN '' ELSE
            btrim(substr(w.text, 1 + floor(random() * 2000)::int, 40 + floor(random() * 180)::int))
        END AS body
    FROM (SELECT n, CASE WHEN n > 1000 THEN (n % 20)::int ELSE 10 END AS kind FROM generate_series(1, :posts) AS n) AS k
    CROSS JOIN words AS w
) AS s
INNER JOIN person AS a ON a.n = s.author;
-- The readers write too, and one of their posts is much answered.
UPDATE posts AS p SET author_id = r.id, is_fanned_out = true
FROM reader AS r
CROSS JOIN generate_series(0, 19) AS k
WHERE r.n > 0 AND p.id = pg_temp.post_id(:posts - 20 * (k * :readers + r.n) - 10, :posts);
UPDATE posts AS p SET reply_to_id = t.id, root_id = t.id
FROM (SELECT pg_temp.post_id(:posts - 20 * 50 - 10, :posts) AS id) AS t
WHERE p.id IN (
    SELECT pg_temp.post_id(:posts - 20 * k + d, :posts) FROM generate_series(1, 40) AS k CROSS JOIN generate_series(0, 2) AS d
) AND p.is_reply;
ANALYZE users;
ANALYZE follows;
ANALYZE posts;

-- 4. Likes of the newest posts, and all counters.
CREATE TEMPORARY TABLE newest ON COMMIT DROP AS
SELECT pg_temp.post_id(n, :posts) AS id, row_number() OVER (ORDER BY n) AS place
FROM generate_series(greatest(1, :posts - 99999), :posts) AS n
WHERE n % 20 <> 3;
ALTER TABLE newest ADD PRIMARY KEY (place);
-- There are twenty tastes, and everybody and every post has one: of five likes four are of one's own.
INSERT INTO likes (post_id, user_id, id)
SELECT pair.post_id, pair.user_id, id_at(now() - interval '1 hour') + row_number() OVER ()
FROM (
    SELECT DISTINCT n.id AS post_id, act.user_id
    FROM (
        SELECT
            fan.id AS user_id,
            CASE WHEN random() < 0.8 THEN 20 * floor(random() * t.places / 20)::int + fan.n % 20
                ELSE floor(random() * t.places)::int END AS place
        FROM (
            SELECT p.id, p.n FROM person AS p CROSS JOIN generate_series(1, 300000 / :people)
            UNION ALL
            SELECT r.id, r.n FROM reader AS r CROSS JOIN generate_series(1, 40)
        ) AS fan
        CROSS JOIN (SELECT count(*) AS places FROM newest) AS t
    ) AS act
    INNER JOIN newest AS n ON n.place = 1 + act.place
) AS pair;
-- The readers have seen some of the posts that are shown to them.
INSERT INTO seen_posts (user_id, post_id, seen_at, views)
SELECT r.id, n.id, now() - interval '1 hour', 1
FROM reader AS r
INNER JOIN newest AS n ON (n.place + r.n) % 200 = 0;
UPDATE posts AS p SET likes_count = l.likes
FROM (SELECT l.post_id, count(*) AS likes FROM likes AS l GROUP BY l.post_id) AS l WHERE p.id = l.post_id;
UPDATE posts AS p SET comments_count = c.comments
FROM (
    SELECT r.reply_to_id, count(*) AS comments FROM posts AS r WHERE r.is_reply GROUP BY r.reply_to_id
) AS c
WHERE p.id = c.reply_to_id;
UPDATE posts AS p SET reposts_count = 1 FROM posts AS r WHERE r.repost_of_id = p.id;
UPDATE posts AS p SET quotes_count = q.quotes
FROM (
    SELECT r.quote_of_id, count(*) AS quotes FROM posts AS r WHERE r.is_quote GROUP BY r.quote_of_id
) AS q
WHERE p.id = q.quote_of_id;
DO $$
DECLARE index_definition text;
BEGIN
    FOR index_definition IN SELECT p.definition FROM put_back AS p LOOP
        EXECUTE index_definition;
    END LOOP;
END
$$;
ANALYZE posts;
UPDATE users AS u SET
    followers_count = (SELECT count(*) FROM follows AS f WHERE f.followee_id = u.id),
    following_count = (SELECT count(*) FROM follows AS f WHERE f.follower_id = u.id);
UPDATE users AS u SET posts_count = c.posts
FROM (
    SELECT p.author_id, count(*) AS posts FROM posts AS p
    WHERE NOT p.is_reply AND p.repost_of_id IS NULL GROUP BY p.author_id
) AS c
WHERE u.id = c.author_id;

-- 5. Home feeds: of everybody the newest posts, of the readers as much as is kept of a feed.
DO $$
DECLARE batch bigint [];
BEGIN
    FOR batch IN
        SELECT array_agg(n.id) FROM newest AS n WHERE n.place > (SELECT count(*) FROM newest) - 30000
        GROUP BY n.place / 2000
    LOOP
        PERFORM rules.fan_out(batch);
    END LOOP;
END
$$;
INSERT INTO home_feed (user_id, post_id, author_id)
SELECT entry.user_id, entry.post_id, entry.author_id
FROM (
    SELECT
        r.id AS user_id, p.id AS post_id, p.author_id,
        row_number() OVER (PARTITION BY r.id ORDER BY p.id DESC) AS place
    FROM posts AS p
    INNER JOIN follows AS f ON f.followee_id = p.author_id
    INNER JOIN reader AS r ON r.id = f.follower_id
    WHERE p.id >= (SELECT min(n.id) FROM newest AS n) AND p.is_fanned_out AND NOT p.is_reply
) AS entry
WHERE entry.place <= 2000
ON CONFLICT DO NOTHING;

-- 6. Notifications of the readers: likes and replies of a few posts, new followers; half of them read.
INSERT INTO notifications (id, user_id, kind, actor_id, post_id, read_at, closed_group_id)
SELECT
    id_at(now() - interval '20 days' * (1 - s.place::float8 / s.total)) + s.place, s.user_id, s.kind, s.actor_id,
    s.post_id, CASE WHEN s.is_read THEN now() END, CASE WHEN s.is_read THEN coalesce(s.post_id, s.user_id) ELSE 0 END
FROM (
    SELECT
        acts.*,
        row_number() OVER (ORDER BY acts.act_id) AS place,
        count(*) OVER () AS total,
        row_number() OVER (PARTITION BY acts.user_id ORDER BY acts.act_id)
        < count(*) OVER (PARTITION BY acts.user_id) / 2 AS is_read
    FROM (
        SELECT r.id AS user_id, 'like' AS kind, l.user_id AS actor_id, p.id AS post_id, l.id % 997 AS act_id
        FROM reader AS r INNER JOIN posts AS p ON p.author_id = r.id INNER JOIN likes AS l ON l.post_id = p.id
        UNION ALL
        SELECT r.id, 'reply', a.author_id, a.id, a.id % 997
        FROM reader AS r INNER JOIN posts AS p ON p.author_id = r.id INNER JOIN posts AS a ON a.reply_to_id = p.id
        UNION ALL
        SELECT r.id, 'follow', p.id, NULL::bigint, (p.n * 31) % 997
        FROM reader AS r INNER JOIN person AS p ON p.n % 100 = r.n % 100
    ) AS acts
) AS s
WHERE s.user_id <> s.actor_id;
COMMIT;
VACUUM (ANALYZE);
CHECKPOINT;
