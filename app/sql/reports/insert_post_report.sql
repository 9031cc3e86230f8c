-- A report about a visible post, with what it says now; gives nothing where the post is not visible or one's own.
-- An open report by the same person about the same post is brought up to date.
-- returns: value
INSERT INTO reports AS r (reporter_id, user_id, post_id, reason, words, post_body)
SELECT
    :viewer_id::bigint AS reporter_id,
    t.author_id,
    t.id,
    :reason AS reason,
    :words AS words,
    t.body
FROM rules.visible_posts(:viewer_id) AS e
INNER JOIN rules.visible_posts(:viewer_id) AS t ON t.id = coalesce(e.repost_of_id, e.id)
WHERE e.id = :post_id AND t.author_id <> :viewer_id
ON CONFLICT (reporter_id, user_id, (coalesce(post_id, 0))) WHERE closed_at IS NULL
DO UPDATE SET reason = excluded.reason, words = excluded.words
RETURNING r.id
