-- Where a notification of the viewer leads: its post, or the person behind it.
-- returns: maybe
SELECT
    n.id,
    n.kind,
    n.post_id,
    p_author.username AS post_username,
    actor.username AS actor_username
FROM rules.shown_notifications(:viewer_id::bigint) AS n
INNER JOIN users AS actor ON actor.id = n.actor_id
LEFT JOIN rules.visible_posts(:viewer_id) AS p ON p.id = n.post_id
LEFT JOIN users AS p_author ON p_author.id = p.author_id
WHERE n.id = :notification_id::bigint
