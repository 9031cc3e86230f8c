-- Takes back an upload of one's own that is in no post; gives what its files are called after.
-- returns: maybe
DELETE FROM media AS m
WHERE m.id = :media_id AND m.owner_id = :owner_id AND m.post_id IS NULL
RETURNING
    m.id,
    m.kind,
    m.key,
    m.widths,
    m.is_animated
