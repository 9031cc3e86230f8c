-- Safety: replies that wait for approval, hidden words, reports, what moderators do about them, appeals.

-- Whose replies a person approves before anybody else sees them.
CREATE TABLE restrictions (
    restrictor_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    restricted_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    id bigint NOT NULL DEFAULT next_id(),
    PRIMARY KEY (restrictor_id, restricted_id),
    CHECK (restrictor_id <> restricted_id)
);

-- While it is set, the post is visible to its author and to this person only, and is not counted: a reply that waits
-- for approval by that person; or, where it is the author's own id, a post that a moderator hid.
ALTER TABLE posts ADD COLUMN held_for_id bigint REFERENCES users ON DELETE SET NULL;
CREATE INDEX posts_held ON posts (held_for_id, id DESC) WHERE held_for_id IS NOT NULL;

-- Accounts that a moderator keeps out of For you, search and suggestions of those who do not follow them.
CREATE TABLE limited_users (
    user_id bigint PRIMARY KEY REFERENCES users ON DELETE CASCADE
);

-- Words and phrases that a person does not want in feeds and notifications.
CREATE TABLE hidden_words (
    id bigint PRIMARY KEY DEFAULT next_id(),
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    words text NOT NULL CHECK (words <> ''),
    is_whole_word boolean NOT NULL DEFAULT true,
    -- 'infinity': until taken back.
    ends_at timestamptz NOT NULL DEFAULT 'infinity',
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX hidden_words_user ON hidden_words (user_id, id DESC);

-- One regular expression per person and end, made by a trigger from hidden_words: feeds look at nothing else.
CREATE TABLE hidden_patterns (
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    ends_at timestamptz NOT NULL,
    pattern text NOT NULL,
    PRIMARY KEY (user_id, ends_at)
);

CREATE TABLE dismissed_suggestions (
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    dismissed_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    id bigint NOT NULL DEFAULT next_id(),
    PRIMARY KEY (user_id, dismissed_id)
);

CREATE TABLE reports (
    id bigint PRIMARY KEY DEFAULT next_id(),
    reporter_id bigint REFERENCES users ON DELETE SET NULL,
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    -- NULL: the person as a whole.
    post_id bigint REFERENCES posts ON DELETE CASCADE,
    reason text NOT NULL CHECK (reason IN (
        'spam', 'harassment', 'hate', 'violence', 'nudity', 'self_harm', 'false_information', 'impersonation',
        'illegal', 'other'
    )),
    words text NOT NULL DEFAULT '',
    -- What the post said when it was reported: an edit afterwards hides nothing.
    post_body text,
    closed_at timestamptz,
    closed_by_id bigint REFERENCES users ON DELETE SET NULL
);
CREATE INDEX reports_open ON reports (id DESC) WHERE closed_at IS NULL;
CREATE INDEX reports_closed ON reports (id DESC) WHERE closed_at IS NOT NULL;
CREATE INDEX reports_user ON reports (user_id, id DESC);
CREATE INDEX reports_reporter ON reports (reporter_id, id DESC);
CREATE INDEX reports_post ON reports (post_id) WHERE post_id IS NOT NULL;
-- Reporting the same again while the first report is open adds nothing.
CREATE UNIQUE INDEX reports_once ON reports (reporter_id, user_id, coalesce(post_id, 0)) WHERE closed_at IS NULL;

-- What moderators did: rows are only ever added (a trigger refuses the rest). No foreign keys, so that the log outlives
-- the people and posts in it.
CREATE TABLE moderation_log (
    id bigint PRIMARY KEY DEFAULT next_id(),
    moderator_id bigint NOT NULL,
    act text NOT NULL CHECK (act IN (
        'warn', 'hide_post', 'limit', 'suspend', 'dismiss', 'uphold', 'overturn'
    )),
    user_id bigint NOT NULL,
    post_id bigint,
    report_id bigint,
    -- The act that an answer to an appeal is about.
    about_id bigint,
    reason text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX moderation_log_user ON moderation_log (user_id, id DESC);

-- What a person is told of an act, and what they say to it: one appeal for each.
CREATE TABLE account_notices (
    act_id bigint PRIMARY KEY REFERENCES moderation_log,
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    seen_at timestamptz,
    appeal text,
    appealed_at timestamptz,
    decision text CHECK (decision IN ('upheld', 'overturned')),
    answer text,
    decided_at timestamptz,
    CHECK ((appeal IS NULL) = (appealed_at IS NULL)),
    CHECK ((decision IS NULL) = (decided_at IS NULL)),
    CHECK (decision IS NULL OR appeal IS NOT NULL)
);
CREATE INDEX account_notices_user ON account_notices (user_id, act_id DESC);
CREATE INDEX account_notices_unseen ON account_notices (user_id) WHERE seen_at IS NULL;
CREATE INDEX account_notices_appeals ON account_notices (appealed_at) WHERE appeal IS NOT NULL AND decision IS NULL;
