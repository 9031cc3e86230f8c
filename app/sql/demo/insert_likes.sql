-- Lets several demo people like one post.
-- returns: none
INSERT INTO likes (post_id, user_id)
SELECT :post_id::bigint, u.id FROM unnest(:user_ids::bigint[]) AS u (id)
ON CONFLICT DO NOTHING
