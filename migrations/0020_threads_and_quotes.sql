-- Following a conversation, replies that its author hides, and posts that nobody else may quote.

CREATE TABLE followed_threads (
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    -- posts.root_id of the conversation.
    root_id bigint NOT NULL REFERENCES posts ON DELETE CASCADE,
    id bigint NOT NULL DEFAULT next_id(),
    PRIMARY KEY (user_id, root_id)
);
CREATE INDEX followed_threads_root ON followed_threads (root_id);

-- By the author of the conversation, or of what is answered. What stands below such a reply is reached through it only.
CREATE TABLE hidden_replies (
    post_id bigint PRIMARY KEY REFERENCES posts ON DELETE CASCADE,
    hidden_by_id bigint NOT NULL REFERENCES users ON DELETE CASCADE
);
CREATE INDEX hidden_replies_by ON hidden_replies (hidden_by_id);

CREATE TABLE posts_closed_to_quotes (
    post_id bigint PRIMARY KEY REFERENCES posts ON DELETE CASCADE
);
