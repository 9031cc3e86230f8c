-- What moderators did, newest first; of one person where `user_id` is given.
-- returns: many
-- Leans on moderation_log_pkey and moderation_log_user.
SELECT
    m.id,
    m.act,
    m.moderator_id,
    moderator.username AS moderator_username,
    m.user_id,
    u.username,
    m.post_id,
    m.report_id,
    m.about_id,
    m.reason,
    m.created_at
FROM moderation_log AS m
LEFT JOIN users AS moderator ON moderator.id = m.moderator_id
LEFT JOIN users AS u ON u.id = m.user_id
WHERE (:user_id::bigint IS NULL OR m.user_id = :user_id) AND m.id < :before_id
ORDER BY m.id DESC
LIMIT :page_size + 1
