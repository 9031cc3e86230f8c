-- Everything that a card shows of these posts, and of what they repost or quote, as far as the viewer may see it.
-- returns: many
-- Leans on the primary keys; the caller puts the rows into its own order.
WITH wanted AS (
    SELECT p.id, p.repost_of_id, p.quote_of_id
    FROM posts AS p
    WHERE p.id = ANY(:post_ids::bigint[])
),

reposted AS (
    SELECT p.id, p.quote_of_id
    FROM posts AS p
    WHERE p.id IN (SELECT w.repost_of_id FROM wanted AS w)
),

needed AS (
    SELECT w.id FROM wanted AS w
    UNION
    SELECT w.quote_of_id FROM wanted AS w
    UNION
    SELECT r.id FROM reposted AS r
    UNION
    SELECT r.quote_of_id FROM reposted AS r
)

SELECT
    p.id,
    p.author_id,
    p.body,
    p.body_html,
    p.created_at,
    p.edited_at,
    p.reply_to_id,
    p.root_id,
    p.repost_of_id,
    p.quote_of_id,
    p.is_reply,
    p.is_quote,
    p.reply_audience,
    p.likes_count,
    p.comments_count,
    p.reposts_count,
    p.quotes_count,
    p.shares_count,
    a.username,
    a.display_name,
    a.bio,
    a.link,
    a.avatar_key,
    a.is_private,
    a.created_at AS author_created_at,
    answered_author.username AS reply_to_username,
    EXISTS(
        SELECT 1 FROM likes AS l WHERE l.post_id = p.id AND l.user_id = :viewer_id::bigint
    ) AS viewer_liked,
    EXISTS(
        SELECT 1 FROM posts AS r
        WHERE r.repost_of_id = p.id AND r.author_id = :viewer_id AND r.deleted_at IS NULL
    ) AS viewer_reposted,
    EXISTS(
        SELECT 1 FROM saves AS s WHERE s.post_id = p.id AND s.user_id = :viewer_id
    ) AS viewer_saved,
    EXISTS(
        SELECT 1 FROM follows AS f WHERE f.follower_id = :viewer_id AND f.followee_id = a.id
    ) AS viewer_following,
    EXISTS(
        SELECT 1 FROM follow_requests AS q WHERE q.requester_id = :viewer_id AND q.target_id = a.id
    ) AS viewer_requested,
    EXISTS(
        SELECT 1 FROM follows AS f WHERE f.follower_id = a.id AND f.followee_id = :viewer_id
    ) AS viewer_followed_by,
    EXISTS(
        SELECT 1 FROM mutes AS m
        WHERE m.muter_id = :viewer_id AND m.muted_id = a.id AND (m.ends_at IS NULL OR m.ends_at > now())
    ) AS viewer_muting,
    CASE
        WHEN p.author_id = :viewer_id OR p.reply_audience = 'everyone' THEN true
        WHEN p.reply_audience = 'following'
            THEN
                EXISTS (SELECT 1 FROM follows AS f WHERE f.follower_id = p.author_id AND f.followee_id = :viewer_id)
        ELSE EXISTS (SELECT 1 FROM mentions AS m WHERE m.post_id = p.id AND m.user_id = :viewer_id)
    END AS viewer_can_reply
FROM rules.visible_posts(:viewer_id) AS p
INNER JOIN users AS a ON a.id = p.author_id
LEFT JOIN posts AS answered ON answered.id = p.reply_to_id
LEFT JOIN rules.visible_users(:viewer_id) AS answered_author ON answered_author.id = answered.author_id
WHERE p.id IN (SELECT n.id FROM needed AS n)
