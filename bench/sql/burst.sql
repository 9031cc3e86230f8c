-- Many long replies at once by the author of a post. Variables: post, replies.
INSERT INTO posts (author_id, reply_to_id, body, body_html)
SELECT p.author_id, p.id, 'One of many', '<p>' || repeat('One of many. ', 800) || '</p>'
FROM posts AS p CROSS JOIN generate_series(1, :replies)
WHERE p.id = :post;
