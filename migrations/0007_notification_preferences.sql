-- What somebody wants to be told of and how, the mail that gathers it, and conversations that are muted.

-- Rows that differ from `in_app` only.
CREATE TABLE notification_preferences (
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN (
        'like', 'reply', 'repost', 'quote', 'mention', 'follow', 'follow_request', 'request_accepted',
        'poll_ended'
    )),
    -- `email`: in the app, and in the digest as long as it is unread. `off`: not made at all.
    delivery text NOT NULL CHECK (delivery IN ('email', 'off')),
    PRIMARY KEY (user_id, kind)
);

-- The mail that gathers what is unread. A person without a row gets it daily, once some kind is sent by mail.
CREATE TABLE notification_digests (
    user_id bigint PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    frequency text NOT NULL CHECK (frequency IN ('daily', 'weekly', 'off')),
    -- The newest notification that a digest told of: nothing is mailed twice.
    told_until_id bigint NOT NULL DEFAULT 0,
    next_at timestamptz NOT NULL
);
CREATE INDEX notification_digests_due ON notification_digests (next_at) WHERE frequency <> 'off';

CREATE TABLE muted_threads (
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    -- posts.root_id of the conversation.
    root_id bigint NOT NULL REFERENCES posts ON DELETE CASCADE,
    id bigint NOT NULL DEFAULT next_id(),
    PRIMARY KEY (user_id, root_id)
);
CREATE INDEX muted_threads_root ON muted_threads (root_id);
