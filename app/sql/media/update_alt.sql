-- Describes one's own upload anew, as long as it is in no deleted post.
-- returns: none
UPDATE media AS m
SET alt = :alt
WHERE
    m.id = :media_id
    AND m.owner_id = :owner_id
    AND (m.post_id IS NULL OR EXISTS (SELECT 1 FROM rules.visible_posts(:owner_id) AS p WHERE p.id = m.post_id))
