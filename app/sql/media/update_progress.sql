-- Notes how much of a video is encoded.
-- returns: none
UPDATE media AS m
SET progress = :progress
WHERE m.id = :media_id
