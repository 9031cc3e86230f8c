-- The digest of a person is done, up to a notification.
-- returns: none
UPDATE notification_digests AS d
SET
    told_until_id = greatest(d.told_until_id, :told_until_id::bigint),
    next_at = now() + CASE d.frequency WHEN 'weekly' THEN interval '7 days' ELSE interval '1 day' END
WHERE d.user_id = :user_id
