-- One number for what a person's For you is made of: while it stays the same, so does their list. The CTE `stamp` of
-- queries.
-- It changes with all that the person does and undoes (likes, saves, shares, posts, clicks, views, hides, "less like
-- this", follows, mutes, blocks, the switch, a reset), with a block by somebody else, with what comes into or leaves
-- the top of their home feed, and with any new post since the shared candidates.
-- It does not see what rules.for_you_posts is asked about with each page (what is deleted, held, private or limited,
-- hidden words and threads), the undoing of an old hide or "less like this", nor what people do to other people's
-- posts: that shows when the shared candidates are read anew. Windows are those of recommendations/select_inputs.
-- Leans on users_pkey, likes_user, saves_user, shares_user, posts_by_author, seen_posts_pkey, seen_posts_clicked,
-- hidden_posts_user, less_like_user, home_feed_pkey and posts_pkey.
SELECT
    hash_record_extended(ROW(
        u.is_recommender_on,
        u.history_since,
        u.following_count,
        ARRAY(
            SELECT l.id FROM likes AS l WHERE l.user_id = :viewer_id
            ORDER BY l.id DESC
            LIMIT :acts_size::integer
        ),
        ARRAY(
            SELECT s.id FROM saves AS s WHERE s.user_id = :viewer_id
            ORDER BY s.id DESC
            LIMIT :acts_size / 4
        ),
        ARRAY(
            SELECT s.id FROM shares AS s WHERE s.user_id = :viewer_id
            ORDER BY s.id DESC
            LIMIT :acts_size / 4
        ),
        ARRAY(
            SELECT p.id FROM posts AS p WHERE p.author_id = :viewer_id AND p.deleted_at IS NULL
            ORDER BY p.id DESC
            LIMIT :acts_size / 2
        ),
        -- A view of what was opened before is no new row.
        ARRAY(
            SELECT CASE WHEN s.seen_at IS NULL THEN -s.post_id ELSE s.post_id END
            FROM seen_posts AS s
            WHERE s.user_id = :viewer_id AND s.clicks > 0
            ORDER BY s.post_id DESC
            LIMIT :acts_size
        ),
        ARRAY(
            SELECT s.post_id FROM seen_posts AS s WHERE s.user_id = :viewer_id
            ORDER BY s.post_id DESC
            LIMIT :seen_size::integer
        ),
        ARRAY(
            SELECT n.id FROM less_like AS n WHERE n.user_id = :viewer_id
            ORDER BY n.id DESC
            LIMIT :acts_size / 2
        ),
        ARRAY(
            SELECT h.id FROM hidden_posts AS h WHERE h.user_id = :viewer_id
            ORDER BY h.id DESC
            LIMIT :acts_size / 2
        ),
        ARRAY(
            SELECT m.muted_id FROM mutes AS m WHERE m.muter_id = :viewer_id AND (m.ends_at IS NULL OR m.ends_at > now())
            UNION ALL
            SELECT b.blocked_id FROM blocks AS b WHERE b.blocker_id = :viewer_id
            UNION ALL
            SELECT b.blocker_id FROM blocks AS b WHERE b.blocked_id = :viewer_id
        ),
        ARRAY(
            SELECT h.post_id FROM home_feed AS h WHERE h.user_id = :viewer_id
            ORDER BY h.post_id DESC
            LIMIT :followed_size::integer
        ),
        (
            SELECT p.id FROM posts AS p WHERE p.id > :after_id AND NOT p.is_reply AND p.repost_of_id IS NULL
            ORDER BY p.id DESC
            LIMIT 1
        )
    ), 0) AS value
FROM users AS u
WHERE u.id = :viewer_id::bigint
