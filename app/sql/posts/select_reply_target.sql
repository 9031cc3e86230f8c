-- The visible post that a reply to this id answers, and whether the viewer may: its own audience and that of the
-- first post of the conversation both have to allow it.
-- returns: maybe
-- Leans on the primary keys.
SELECT
    t.id,
    rules.can_reply(:viewer_id::bigint, t.id) AS can_reply
FROM rules.visible_posts(:viewer_id) AS e
INNER JOIN rules.visible_posts(:viewer_id) AS t ON t.id = coalesce(e.repost_of_id, e.id)
WHERE e.id = :post_id
