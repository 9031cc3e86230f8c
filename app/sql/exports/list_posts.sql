-- A person's posts, replies and reposts, the oldest first, and where what they answer, quote or repost is.
-- returns: many
-- Leans on posts_by_author.
SELECT
    p.id,
    p.body,
    p.body_html,
    p.created_at,
    p.edited_at,
    p.repost_of_id IS NOT NULL AS is_repost,
    answered.id AS answered_id,
    answered_author.username AS answered_username,
    coalesce(reposted.id, quoted.id) AS shown_id,
    coalesce(reposted_author.username, quoted_author.username) AS shown_username
FROM rules.visible_posts(:user_id::bigint) AS p
LEFT JOIN rules.visible_posts(:user_id::bigint) AS answered ON answered.id = p.reply_to_id
LEFT JOIN users AS answered_author ON answered_author.id = answered.author_id
LEFT JOIN rules.visible_posts(:user_id::bigint) AS reposted ON reposted.id = p.repost_of_id
LEFT JOIN users AS reposted_author ON reposted_author.id = reposted.author_id
LEFT JOIN rules.visible_posts(:user_id::bigint) AS quoted ON quoted.id = p.quote_of_id
LEFT JOIN users AS quoted_author ON quoted_author.id = quoted.author_id
WHERE p.author_id = :user_id AND p.id > :after_id::bigint
ORDER BY p.id
LIMIT :page_size
