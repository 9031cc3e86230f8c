-- Forgets what these people saw of posts that are older than events are kept.
-- returns: none
-- Leans on seen_posts_pkey: ids are ordered by time.
DELETE FROM seen_posts AS s
WHERE s.user_id = ANY(:user_ids::bigint[]) AND s.post_id < id_at(now() - make_interval(days => :kept_days::integer))
