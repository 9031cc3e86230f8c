-- People and posts to be searched. Variables: people, posts. Twelve words a post, out of 20,000: some are in most
-- posts, most are in few.
BEGIN;
SET LOCAL session_replication_role = replica;
SET LOCAL maintenance_work_mem = '512MB';
SELECT setseed(0.42);
INSERT INTO users (id, username, email, email_canonical, email_verified_at, display_name, followers_count, created_at)
SELECT
    id_at(now() - interval '199 days') + n, 'p' || lpad(n::text, 5, '0'), 'p' || n || '@example.com',
    'p' || n || '@example.com', now(),
    initcap(chr(97 + n % 26) || translate(md5(n::text), '0123456789', 'aeioulnrst')) || ' ' || n, n % 300,
    now() - interval '199 days'
FROM generate_series(0, :people - 1) AS n;
INSERT INTO posts (id, author_id, body, body_html, root_id, has_media, likes_count, created_at)
SELECT
    p.id, id_at(now() - interval '199 days') + p.author, p.body, '<p>' || p.body || '</p>', p.id, p.n % 8 = 0, p.n % 50,
    now()
FROM (
    SELECT
        n,
        id_at(now() - interval '90 days' * (1 - n::float8 / :posts)) + (n & 4095) AS id,
        floor(:people * random() ^ 1.5)::int AS author,
        (
            SELECT string_agg('w' || floor(20000 * random() ^ 4)::int, ' ')
            FROM generate_series(1, 12) AS k WHERE k + n > 0
        ) AS body
    FROM generate_series(1, :posts) AS n
) AS p;
DROP INDEX post_words_words;
INSERT INTO post_words (post_id, words) SELECT p.id, rules.words_of(p.body, 'simple') FROM posts AS p;
CREATE INDEX post_words_words ON post_words USING gin (words);
COMMIT;
VACUUM (ANALYZE);
CHECKPOINT;
