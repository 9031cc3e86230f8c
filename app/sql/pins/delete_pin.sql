-- Takes a post off the profile again.
-- returns: none
DELETE FROM pinned_posts AS x WHERE x.user_id = :viewer_id AND x.post_id = :post_id
