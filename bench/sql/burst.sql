-- Many posts at once by the author of the small circle. Variables: people, posts.
INSERT INTO posts (author_id, body, body_html)
SELECT u.id, 'One of many', '<p>One of many</p>'
FROM users AS u CROSS JOIN generate_series(1, :posts)
WHERE u.username = 'l' || :people + 1;
