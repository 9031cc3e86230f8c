-- How often the viewer gets the digest.
-- returns: value
SELECT coalesce(
    (SELECT d.frequency FROM notification_digests AS d WHERE d.user_id = :viewer_id::bigint), 'daily'
) AS frequency
