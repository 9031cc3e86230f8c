-- Takes away a suggestion for the viewer's own picture; gives what it said.
-- returns: maybe
DELETE FROM alt_suggestions AS s
USING media AS m
WHERE s.id = :suggestion_id AND m.id = s.media_id AND m.owner_id = :viewer_id
RETURNING s.id, s.media_id, s.suggested_by_id, s.alt
