-- Asks the worker to encode a video.
-- returns: none
INSERT INTO jobs.pgqueuer (priority, entrypoint, payload, dedupe_key, status)
VALUES (0, 'encode_video', convert_to(:media_id::bigint::text, 'UTF8'), 'encode-video-' || :media_id, 'queued')
ON CONFLICT DO NOTHING
