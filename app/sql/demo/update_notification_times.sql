-- Gives each notification the time of what it tells of: the triggers made them all just now.
-- returns: none
UPDATE notifications AS n
SET id = (made.at_id & ~4194303::bigint) | (nextval('id_sequence') & 4095)
FROM (
    SELECT
        told.id,
        coalesce(
            CASE
                WHEN told.kind = 'like'
                    THEN (SELECT l.id FROM likes AS l WHERE l.post_id = told.post_id AND l.user_id = told.actor_id)
                WHEN told.kind = 'repost'
                    THEN (
                        SELECT max(p.id)
                        FROM posts AS p
                        WHERE p.repost_of_id = told.post_id AND p.author_id = told.actor_id
                    )
                WHEN told.kind = 'follow'
                    THEN (
                        SELECT f.id
                        FROM follows AS f
                        WHERE f.follower_id = told.actor_id AND f.followee_id = told.user_id
                    )
                ELSE told.post_id
            END,
            told.id
        ) AS at_id
    FROM notifications AS told
    INNER JOIN users AS u ON u.id = told.user_id AND u.email LIKE '%@demo.example'
) AS made
WHERE made.id = n.id
