-- Whether the viewer (NULL: everybody) may get the files of an upload, or a picture above a profile.
-- returns: value
-- Leans on media_key_key and users_banner.
SELECT true FROM rules.visible_media(:viewer_id) AS m
WHERE m.key = :key
UNION ALL
SELECT true FROM rules.visible_users(:viewer_id) AS u
WHERE
    u.banner_key = :key || '-banner.webp'
    AND (
        NOT u.is_private
        OR u.id = :viewer_id::bigint
        OR EXISTS (SELECT 1 FROM follows AS f WHERE f.follower_id = :viewer_id AND f.followee_id = u.id)
    )
LIMIT 1
