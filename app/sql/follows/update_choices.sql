-- Sets what the viewer wants of a followed person; NULL leaves a choice as it is.
-- returns: maybe
UPDATE follows AS f
SET
    hides_reposts = coalesce(:hides_reposts::boolean, f.hides_reposts),
    hides_quotes = coalesce(:hides_quotes::boolean, f.hides_quotes),
    wants_posts = coalesce(:wants_posts::boolean, f.wants_posts)
WHERE f.follower_id = :viewer_id AND f.followee_id = :user_id
RETURNING f.hides_reposts, f.hides_quotes, f.wants_posts
