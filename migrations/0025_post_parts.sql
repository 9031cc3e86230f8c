-- Whether a post has a poll or a link with a card, as `has_media` says of pictures: few have, so queries need not look
-- for each. Triggers keep it (migrations/replaceable/46_polls.sql, 47_post_links.sql).
ALTER TABLE posts ADD COLUMN has_poll boolean NOT NULL DEFAULT false;
ALTER TABLE posts ADD COLUMN has_link boolean NOT NULL DEFAULT false;

UPDATE posts AS p
SET has_poll = true
FROM polls AS o
WHERE o.post_id = p.id;

UPDATE posts AS p
SET has_link = true
FROM post_links AS l
WHERE l.post_id = p.id;
