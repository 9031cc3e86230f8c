-- What a follower wants of one followed person: no reposts, no quotes, to be told of each new post.

ALTER TABLE follows ADD COLUMN hides_reposts boolean NOT NULL DEFAULT false;
ALTER TABLE follows ADD COLUMN hides_quotes boolean NOT NULL DEFAULT false;
ALTER TABLE follows ADD COLUMN wants_posts boolean NOT NULL DEFAULT false;
CREATE INDEX follows_hiding ON follows (follower_id) WHERE hides_reposts OR hides_quotes;
CREATE INDEX follows_told ON follows (followee_id) WHERE wants_posts;

-- A new kind: somebody whose every post the reader asked to be told of.
ALTER TABLE notifications DROP CONSTRAINT notifications_kind_check;
ALTER TABLE notifications ADD CONSTRAINT notifications_kind_check CHECK (kind IN (
    'like', 'reply', 'repost', 'quote', 'mention', 'follow', 'follow_request', 'request_accepted', 'poll_ended', 'post'
));
ALTER TABLE notification_preferences DROP CONSTRAINT notification_preferences_kind_check;
ALTER TABLE notification_preferences ADD CONSTRAINT notification_preferences_kind_check CHECK (kind IN (
    'like', 'reply', 'repost', 'quote', 'mention', 'follow', 'follow_request', 'request_accepted', 'poll_ended', 'post'
));
