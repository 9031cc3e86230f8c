-- Suggests a description for a picture or video of somebody else's visible post; gives the suggestion's id. A person's
-- later suggestion takes the place of the earlier one.
-- returns: value
INSERT INTO alt_suggestions AS s (media_id, suggested_by_id, alt)
SELECT
    m.id,
    :viewer_id::bigint,
    :alt::text
FROM rules.visible_media(:viewer_id) AS m
WHERE m.id = :media_id AND m.post_id IS NOT NULL AND m.owner_id <> :viewer_id
ON CONFLICT (media_id, suggested_by_id) DO UPDATE SET alt = excluded.alt
RETURNING s.id
