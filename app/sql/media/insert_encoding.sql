-- Asks the worker to encode a video.
-- returns: none
SELECT rules.enqueue_for('encode_video', :media_id::bigint, 'encode-video-' || :media_id)
