-- Makes one person of the demo data; an existing username is left alone.
-- returns: value
INSERT INTO users (username, email, email_canonical, password_hash, display_name, bio, bio_html, link, created_at)
VALUES (
    :username, :email, :email, :password_hash::text, :display_name, :bio, :bio_html, :link,
    now() - make_interval(days => 40)
)
ON CONFLICT (username) DO NOTHING
RETURNING id
