-- What everybody sees of these posts who may see them, each with the stamps that it goes with.
-- returns: many
-- Leans on posts_pkey and users_pkey.
SELECT
    p.id,
    (SELECT extract(EPOCH FROM pg_postmaster_start_time())::bigint) AS server,
    p.post_stamp,
    p.author_stamp,
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
    p.held_for_id,
    p.content_note,
    p.username,
    p.display_name,
    p.bio,
    p.link,
    p.avatar_key,
    p.is_private,
    p.author_created_at
FROM rules.visible_posts(:viewer_id) AS p
WHERE p.id = ANY(:post_ids::bigint[])
