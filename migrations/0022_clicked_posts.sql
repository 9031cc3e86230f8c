-- What somebody opened is little of what they saw, and For you asks for it with every list.
-- transaction: none
DROP INDEX CONCURRENTLY IF EXISTS seen_posts_clicked;
CREATE INDEX CONCURRENTLY seen_posts_clicked ON seen_posts (user_id, post_id DESC) WHERE clicks > 0;
