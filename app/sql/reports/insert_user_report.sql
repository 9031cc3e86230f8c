-- A report about a visible person as a whole. An open report by the same person about them is brought up to date.
-- returns: value
INSERT INTO reports AS r (reporter_id, user_id, reason, words)
SELECT
    :viewer_id::bigint AS reporter_id,
    u.id,
    :reason AS reason,
    :words AS words
FROM rules.visible_users(:viewer_id) AS u
WHERE u.id = :user_id AND u.id <> :viewer_id
ON CONFLICT (reporter_id, user_id, (coalesce(post_id, 0))) WHERE closed_at IS NULL
DO UPDATE SET reason = excluded.reason, words = excluded.words
RETURNING r.id
