-- Descriptions that others suggest for the pictures of a post; its author takes or declines them.

CREATE TABLE alt_suggestions (
    id bigint PRIMARY KEY DEFAULT next_id(),
    media_id bigint NOT NULL REFERENCES media ON DELETE CASCADE,
    suggested_by_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    alt text NOT NULL CHECK (alt <> ''),
    UNIQUE (media_id, suggested_by_id)
);
CREATE INDEX alt_suggestions_by ON alt_suggestions (suggested_by_id);

-- A new kind: somebody suggested how to describe a picture of the reader.
ALTER TABLE notifications DROP CONSTRAINT notifications_kind_check;
ALTER TABLE notifications ADD CONSTRAINT notifications_kind_check CHECK (kind IN (
    'like', 'reply', 'repost', 'quote', 'mention', 'follow', 'follow_request', 'request_accepted', 'poll_ended', 'post',
    'alt_suggestion'
));
ALTER TABLE notification_preferences DROP CONSTRAINT notification_preferences_kind_check;
ALTER TABLE notification_preferences ADD CONSTRAINT notification_preferences_kind_check CHECK (kind IN (
    'like', 'reply', 'repost', 'quote', 'mention', 'follow', 'follow_request', 'request_accepted', 'poll_ended', 'post',
    'alt_suggestion'
));
