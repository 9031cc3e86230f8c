-- One person as the viewer may see them, by id.
-- returns: maybe
SELECT
    u.id,
    u.username,
    u.display_name,
    u.bio,
    u.bio_html,
    u.link,
    u.avatar_key,
    u.is_private,
    u.followers_count,
    u.following_count,
    u.posts_count,
    u.created_at,
    EXISTS(
        SELECT 1 FROM follows AS f WHERE f.follower_id = :viewer_id::bigint AND f.followee_id = u.id
    ) AS viewer_following,
    EXISTS(
        SELECT 1 FROM follow_requests AS q WHERE q.requester_id = :viewer_id AND q.target_id = u.id
    ) AS viewer_requested,
    EXISTS(
        SELECT 1 FROM follows AS f WHERE f.follower_id = u.id AND f.followee_id = :viewer_id
    ) AS viewer_followed_by,
    EXISTS(
        SELECT 1 FROM blocks AS b WHERE b.blocker_id = :viewer_id AND b.blocked_id = u.id
    ) AS viewer_blocking,
    EXISTS(
        SELECT 1 FROM mutes AS m
        WHERE m.muter_id = :viewer_id AND m.muted_id = u.id AND (m.ends_at IS NULL OR m.ends_at > now())
    ) AS viewer_muting
FROM rules.visible_users(:viewer_id) AS u
WHERE u.id = :user_id
