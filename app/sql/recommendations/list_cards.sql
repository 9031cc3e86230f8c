-- Posts for For you as cards, what they repost or quote, and the posts that are their reasons; for those that are there
-- because of their author also whether that one is followed still.
-- None of them when the viewer's stamp is another than :stamp (NULL: whichever it is): their list has to be made anew.
-- The first row is about the page: the session of who asks (NULL where no token is given, and where its session is over
-- or another person's), and whether the viewer hides words, which only recommendations/list_shown looks for.
-- returns: many
-- Leans on posts_pkey, follows_pkey, and what recommendations/_stamp leans on.
WITH needed AS (  -- noqa: ST03
    SELECT unnest(ARRAY[w.id, w.quote_of_id, original.id, original.quote_of_id]) AS id
    FROM posts AS w
    LEFT JOIN posts AS original ON original.id = w.repost_of_id
    WHERE w.id = ANY(:post_ids::bigint[])
    UNION ALL
    SELECT unnest(:reason_ids::bigint[]) AS id
)

-- and stamp: recommendations/_stamp
-- and stamped: posts/_stamps
-- and no_stamp: posts/_no_stamp
-- and viewer: sessions/_viewer
SELECT
    :place::integer AS place,
    (SELECT v FROM viewer AS v WHERE v.id = :viewer_id) AS viewer,
    rules.hides_words(:viewer_id) AS is_filtered,
    n.*,  -- noqa: AM04
    NULL::boolean AS is_followed
FROM no_stamp AS n
UNION ALL
SELECT
    :place AS place,
    NULL AS viewer,
    NULL AS is_filtered,
    s.*,  -- noqa: AM04
    s.id = ANY(:followed_ids::bigint[]) AND coalesce((
        SELECT true
        FROM posts AS p
        INNER JOIN follows AS f ON f.follower_id = :viewer_id AND f.followee_id = p.author_id
        WHERE p.id = s.id
        LIMIT 1
    ), false) AS is_followed
FROM stamped AS s
WHERE :stamp::bigint IS NULL OR :stamp = (SELECT t.value FROM stamp AS t)
