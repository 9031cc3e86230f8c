-- Whether the viewer (NULL: everybody) may get the files of an upload.
-- returns: value
-- Leans on media_key_key.
SELECT true FROM rules.visible_media(:viewer_id) AS m
WHERE m.key = :key
