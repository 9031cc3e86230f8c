-- A person whom the viewer may see, and what already connects the viewer to them.
-- returns: maybe
SELECT
    u.id,
    u.is_private,
    u.followers_count,
    coalesce((
        SELECT true FROM follows AS f WHERE f.follower_id = :viewer_id::bigint AND f.followee_id = u.id
        LIMIT 1
    ), false) AS is_following,
    coalesce((
        SELECT true FROM follow_requests AS q WHERE q.requester_id = :viewer_id AND q.target_id = u.id
        LIMIT 1
    ), false) AS is_requested
FROM rules.visible_users(:viewer_id) AS u
WHERE u.id = :user_id
