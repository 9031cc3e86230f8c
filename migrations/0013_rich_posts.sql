-- What a post can have beside its text: a content note, a poll, a pin on the profile; and posts not yet published.

-- Shown instead of the text until the reader asks for it; empty: the text is shown.
ALTER TABLE posts ADD COLUMN content_note text NOT NULL DEFAULT '' CHECK (char_length(content_note) <= 100);

CREATE TABLE polls (
    post_id bigint PRIMARY KEY REFERENCES posts ON DELETE CASCADE,
    options text[] NOT NULL CHECK (cardinality(options) BETWEEN 2 AND 4),
    -- Votes for each option, and people who voted; kept by the triggers of poll_votes.
    option_counts integer[] NOT NULL CHECK (cardinality(option_counts) = cardinality(options)),
    votes_count integer NOT NULL DEFAULT 0,
    is_multiple boolean NOT NULL DEFAULT false,
    ends_at timestamptz NOT NULL,
    -- When author and voters were told of the result.
    closed_at timestamptz
) WITH (fillfactor = 80);

-- One row per voter: positions of the chosen options, from 0.
CREATE TABLE poll_votes (
    post_id bigint NOT NULL REFERENCES posts ON DELETE CASCADE,
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    choices smallint[] NOT NULL CHECK (cardinality(choices) BETWEEN 1 AND 4),
    PRIMARY KEY (post_id, user_id)
);
CREATE INDEX poll_votes_user ON poll_votes (user_id);

-- One per person: first on the profile.
CREATE TABLE pinned_posts (
    user_id bigint PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    post_id bigint NOT NULL REFERENCES posts ON DELETE CASCADE
);
CREATE INDEX pinned_posts_post ON pinned_posts (post_id);

-- Posts that the worker publishes later.
CREATE TABLE scheduled_posts (
    id bigint PRIMARY KEY DEFAULT next_id(),
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    -- What publishing is asked with, as the API names it.
    request jsonb NOT NULL,
    publish_at timestamptz NOT NULL,
    -- Why it could not be published; empty: it waits.
    problem text NOT NULL DEFAULT ''
);
CREATE INDEX scheduled_posts_user ON scheduled_posts (user_id, publish_at, id);

CREATE TABLE drafts (
    id bigint PRIMARY KEY DEFAULT next_id(),
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    request jsonb NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX drafts_user ON drafts (user_id, id DESC);
