-- One person as the viewer may see them, by id.
-- `coalesce((… LIMIT 1), false)` where EXISTS would do: the planner may turn EXISTS into a hash of all that
-- the viewer ever liked or follows.
-- returns: maybe
SELECT
    u.id,
    u.username,
    u.display_name,
    u.bio,
    u.bio_html,
    u.link,
    u.avatar_key,
    u.banner_key,
    u.banner_alt,
    u.is_private,
    u.followers_count,
    u.following_count,
    u.posts_count,
    u.created_at,
    coalesce((
        SELECT true FROM follows AS f WHERE f.follower_id = :viewer_id::bigint AND f.followee_id = u.id
        LIMIT 1
    ), false) AS viewer_following,
    coalesce((
        SELECT true FROM follow_requests AS q WHERE q.requester_id = :viewer_id AND q.target_id = u.id
        LIMIT 1
    ), false) AS viewer_requested,
    coalesce((
        SELECT true FROM follows AS f WHERE f.follower_id = u.id AND f.followee_id = :viewer_id
        LIMIT 1
    ), false) AS viewer_followed_by,
    coalesce((
        SELECT true FROM blocks AS b WHERE b.blocker_id = :viewer_id AND b.blocked_id = u.id
        LIMIT 1
    ), false) AS viewer_blocking,
    coalesce((
        SELECT true FROM mutes AS m
        WHERE m.muter_id = :viewer_id AND m.muted_id = u.id AND (m.ends_at IS NULL OR m.ends_at > now())
        LIMIT 1
    ), false) AS viewer_muting,
    coalesce((
        SELECT true FROM restrictions AS r WHERE r.restrictor_id = :viewer_id AND r.restricted_id = u.id
        LIMIT 1
    ), false) AS viewer_restricting
FROM rules.visible_users(:viewer_id) AS u
WHERE u.id = :user_id
