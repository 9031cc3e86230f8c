-- How often the viewer gets the digest; NULL leaves it as it is. The first one tells of what happens from now on.
-- returns: none
INSERT INTO notification_digests AS d (user_id, frequency, told_until_id, next_at)
VALUES (
    :viewer_id,
    coalesce(:frequency::text, 'daily'),
    id_at(now()),
    now() + CASE WHEN :frequency = 'weekly' THEN interval '7 days' ELSE interval '1 day' END
)
ON CONFLICT (user_id) DO UPDATE
    SET
        frequency = coalesce(:frequency, d.frequency),
        next_at = CASE WHEN coalesce(:frequency, d.frequency) = d.frequency THEN d.next_at ELSE excluded.next_at END
