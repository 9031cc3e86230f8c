-- Whether nobody but its author may quote a post.
-- returns: value
SELECT EXISTS(SELECT 1 FROM posts_closed_to_quotes AS c WHERE c.post_id = :post_id)
