-- Posts for For you as cards, what they repost or quote, and the posts that are their reasons; whether each may stand
-- in For you at this moment, and for those that are there because their author is followed whether that is still so.
-- No row at all when the viewer's stamp is another than :stamp (NULL: whichever it is): their list has to be made anew.
-- returns: many
-- Leans on posts_pkey, follows_pkey, and what recommendations/_stamp leans on.
WITH needed AS (  -- noqa: ST03
    SELECT unnest(ARRAY[w.id, w.quote_of_id, original.id, original.quote_of_id]) AS id
    FROM posts AS w
    LEFT JOIN posts AS original ON original.id = w.repost_of_id
    WHERE w.id = ANY(:post_ids::bigint[])
    UNION ALL
    SELECT unnest(:reason_ids::bigint[]) AS id
),

allowed AS (
    SELECT
        p.id,
        p.author_id
    FROM rules.for_you_posts(:viewer_id::bigint) AS p
    WHERE p.id = ANY(:post_ids || :reason_ids)
)

-- and stamp: recommendations/_stamp
-- and stamped: posts/_stamps
SELECT
    s.*,  -- noqa: AM04
    a.id IS NOT NULL AS is_shown,
    s.id = ANY(:followed_ids::bigint[]) AND coalesce((
        SELECT true FROM follows AS f WHERE f.follower_id = :viewer_id AND f.followee_id = a.author_id
        LIMIT 1
    ), false) AS is_followed
FROM stamped AS s
LEFT JOIN allowed AS a ON a.id = s.id
WHERE :stamp::bigint IS NULL OR :stamp = (SELECT t.value FROM stamp AS t)
