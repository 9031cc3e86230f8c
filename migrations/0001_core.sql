-- The core: people, sessions, follows, posts, acts on posts, the home feed, notifications, the outbox.
-- Functions that decide visibility, counters and events are in replaceable/, not here.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- One row: what the database itself has to know about this installation.
CREATE TABLE instance (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    shard_id smallint NOT NULL DEFAULT 0 CHECK (shard_id BETWEEN 0 AND 1023),
    -- Accounts with more followers than this are pulled at reading instead of fanned out.
    fanout_limit integer NOT NULL DEFAULT 5000 CHECK (fanout_limit >= 0)
);
INSERT INTO instance DEFAULT VALUES;

-- Ids are 64-bit and time-ordered: 41 bits of milliseconds since 2026, 10 bits of shard, 12 bits of sequence.
CREATE SEQUENCE id_sequence CYCLE CACHE 1;

CREATE FUNCTION id_at(moment timestamptz) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $$ SELECT ((extract(epoch FROM moment) * 1000)::bigint - 1767225600000) << 22 $$;

CREATE FUNCTION next_id() RETURNS bigint
LANGUAGE sql VOLATILE
AS $$
    SELECT ((extract(epoch FROM clock_timestamp()) * 1000)::bigint - 1767225600000) << 22
        | (SELECT instance.shard_id::bigint << 12 FROM instance)
        | (nextval('id_sequence') & 4095)
$$;

CREATE TABLE users (
    id bigint PRIMARY KEY DEFAULT next_id(),
    username text NOT NULL UNIQUE CHECK (username ~ '^[a-z0-9_.]{1,30}$'),
    email text NOT NULL,
    -- The address by which two spellings are the same account.
    email_canonical text NOT NULL UNIQUE,
    email_verified_at timestamptz,
    -- NULL: signs in through another service only.
    password_hash text,
    display_name text NOT NULL DEFAULT '',
    bio text NOT NULL DEFAULT '',
    bio_html text NOT NULL DEFAULT '',
    link text NOT NULL DEFAULT '',
    -- Storage key of the picture; NULL: drawn from the initials.
    avatar_key text,
    is_private boolean NOT NULL DEFAULT false,
    role text NOT NULL DEFAULT 'none' CHECK (role IN ('none', 'moderator', 'operator')),
    state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'suspended', 'deleted')),
    theme text NOT NULL DEFAULT 'system' CHECK (theme IN ('system', 'light', 'dark')),
    -- Set once the account outgrew the fan-out limit; never taken back (posts.is_fanned_out says which is which).
    is_pulled boolean NOT NULL DEFAULT false,
    followers_count integer NOT NULL DEFAULT 0,
    following_count integer NOT NULL DEFAULT 0,
    posts_count integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 80);
CREATE INDEX users_username_prefix ON users (username text_pattern_ops);
CREATE INDEX users_display_name_prefix ON users (lower(display_name) text_pattern_ops);
CREATE INDEX users_popular ON users (followers_count DESC, id) WHERE state = 'active';

-- A signed-in browser or a bearer token of the API.
CREATE TABLE sessions (
    id bigint PRIMARY KEY DEFAULT next_id(),
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    token_hash bytea NOT NULL UNIQUE,
    kind text NOT NULL CHECK (kind IN ('browser', 'api')),
    user_agent text NOT NULL DEFAULT '',
    address text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 80);
CREATE INDEX sessions_user ON sessions (user_id, id DESC);

CREATE TABLE follows (
    follower_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    followee_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    id bigint NOT NULL DEFAULT next_id(),
    -- Copy of users.is_pulled of the followee, so that a reader finds the few large accounts by an index.
    is_pulled boolean NOT NULL DEFAULT false,
    PRIMARY KEY (follower_id, followee_id),
    CHECK (follower_id <> followee_id)
);
CREATE INDEX follows_followers ON follows (followee_id, id DESC) INCLUDE (follower_id);
CREATE INDEX follows_following ON follows (follower_id, id DESC) INCLUDE (followee_id);
CREATE INDEX follows_pulled ON follows (follower_id) WHERE is_pulled;

CREATE TABLE follow_requests (
    requester_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    target_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    id bigint NOT NULL DEFAULT next_id(),
    PRIMARY KEY (requester_id, target_id),
    CHECK (requester_id <> target_id)
);
CREATE INDEX follow_requests_target ON follow_requests (target_id, id DESC) INCLUDE (requester_id);

CREATE TABLE blocks (
    blocker_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    blocked_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    id bigint NOT NULL DEFAULT next_id(),
    PRIMARY KEY (blocker_id, blocked_id),
    CHECK (blocker_id <> blocked_id)
);
CREATE INDEX blocks_blocked ON blocks (blocked_id, blocker_id);

CREATE TABLE mutes (
    muter_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    muted_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    id bigint NOT NULL DEFAULT next_id(),
    -- NULL: until taken back.
    ends_at timestamptz,
    PRIMARY KEY (muter_id, muted_id),
    CHECK (muter_id <> muted_id)
);

-- Posts, replies, reposts and quotes. A repost has no text of its own.
CREATE TABLE posts (
    id bigint PRIMARY KEY DEFAULT next_id(),
    author_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    body text NOT NULL DEFAULT '',
    body_html text NOT NULL DEFAULT '',
    reply_to_id bigint REFERENCES posts ON DELETE SET NULL,
    -- The first post of the conversation; its own id for a post that answers nothing.
    root_id bigint NOT NULL,
    repost_of_id bigint REFERENCES posts ON DELETE CASCADE,
    quote_of_id bigint REFERENCES posts ON DELETE SET NULL,
    -- Stay true when what was answered or quoted is erased.
    is_reply boolean NOT NULL DEFAULT false,
    is_quote boolean NOT NULL DEFAULT false,
    has_media boolean NOT NULL DEFAULT false,
    reply_audience text NOT NULL DEFAULT 'everyone'
    CHECK (reply_audience IN ('everyone', 'following', 'mentioned')),
    -- Whether home_feed rows were written for the followers when it was posted.
    is_fanned_out boolean NOT NULL DEFAULT true,
    likes_count integer NOT NULL DEFAULT 0,
    comments_count integer NOT NULL DEFAULT 0,
    reposts_count integer NOT NULL DEFAULT 0,
    quotes_count integer NOT NULL DEFAULT 0,
    shares_count integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    edited_at timestamptz,
    deleted_at timestamptz,
    CHECK (repost_of_id IS NULL OR (body = '' AND NOT is_reply AND NOT is_quote))
) WITH (fillfactor = 85);
CREATE INDEX posts_by_author ON posts (author_id, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX posts_tab_posts ON posts (author_id, id DESC)
WHERE deleted_at IS NULL AND NOT is_reply AND repost_of_id IS NULL;
CREATE INDEX posts_tab_replies ON posts (author_id, id DESC) WHERE deleted_at IS NULL AND is_reply;
CREATE INDEX posts_tab_media ON posts (author_id, id DESC) WHERE deleted_at IS NULL AND has_media;
CREATE INDEX posts_tab_reposts ON posts (author_id, id DESC)
WHERE deleted_at IS NULL AND repost_of_id IS NOT NULL;
CREATE INDEX posts_pulled ON posts (author_id, id DESC) WHERE deleted_at IS NULL AND NOT is_fanned_out;
CREATE INDEX posts_replies ON posts (reply_to_id, id) WHERE deleted_at IS NULL;
CREATE INDEX posts_author_replies ON posts (reply_to_id, author_id, id) WHERE deleted_at IS NULL;
CREATE INDEX posts_conversation ON posts (root_id, id) WHERE is_reply;
CREATE INDEX posts_quotes ON posts (quote_of_id, id DESC) WHERE quote_of_id IS NOT NULL;
CREATE INDEX posts_reposts ON posts (repost_of_id, id DESC) WHERE repost_of_id IS NOT NULL;
CREATE UNIQUE INDEX posts_one_repost ON posts (author_id, repost_of_id)
WHERE repost_of_id IS NOT NULL AND deleted_at IS NULL;

-- What a post said before each edit.
CREATE TABLE post_edits (
    id bigint PRIMARY KEY DEFAULT next_id(),
    post_id bigint NOT NULL REFERENCES posts ON DELETE CASCADE,
    body text NOT NULL,
    body_html text NOT NULL,
    written_at timestamptz NOT NULL
);
CREATE INDEX post_edits_post ON post_edits (post_id, id DESC);

CREATE TABLE mentions (
    post_id bigint NOT NULL REFERENCES posts ON DELETE CASCADE,
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    PRIMARY KEY (post_id, user_id)
);
CREATE INDEX mentions_user ON mentions (user_id, post_id DESC);

CREATE TABLE post_topics (
    topic text NOT NULL,
    post_id bigint NOT NULL REFERENCES posts ON DELETE CASCADE,
    PRIMARY KEY (topic, post_id)
);
CREATE INDEX post_topics_post ON post_topics (post_id);

CREATE TABLE likes (
    post_id bigint NOT NULL REFERENCES posts ON DELETE CASCADE,
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    id bigint NOT NULL DEFAULT next_id(),
    PRIMARY KEY (post_id, user_id)
);
CREATE INDEX likes_user ON likes (user_id, id DESC) INCLUDE (post_id);
CREATE INDEX likes_post ON likes (post_id, id DESC) INCLUDE (user_id);

CREATE TABLE saves (
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    post_id bigint NOT NULL REFERENCES posts ON DELETE CASCADE,
    id bigint NOT NULL DEFAULT next_id(),
    PRIMARY KEY (user_id, post_id)
);
CREATE INDEX saves_user ON saves (user_id, id DESC) INCLUDE (post_id);

-- One per person and post, so that a repeated share counts once.
CREATE TABLE shares (
    post_id bigint NOT NULL REFERENCES posts ON DELETE CASCADE,
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    id bigint NOT NULL DEFAULT next_id(),
    PRIMARY KEY (post_id, user_id)
);

-- Following, written when a post is made: one row per reader and post. No foreign keys: rows are many,
-- reading joins the post anyway, and a row whose post is gone is never shown.
CREATE TABLE home_feed (
    user_id bigint NOT NULL,
    post_id bigint NOT NULL,
    author_id bigint NOT NULL,
    -- Author of the post that this one answers; unfollowing that person takes the reply out again.
    answered_id bigint,
    PRIMARY KEY (user_id, post_id)
);

-- One row per act; groups are made when they are read: rows with one kind, group_key and closed_group_id.
CREATE TABLE notifications (
    id bigint PRIMARY KEY DEFAULT next_id(),
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN (
        'like', 'reply', 'repost', 'quote', 'mention', 'follow', 'follow_request', 'request_accepted',
        'poll_ended'
    )),
    actor_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    -- The post to open: the reader's own for like and repost, the new one for reply, quote and mention.
    post_id bigint REFERENCES posts ON DELETE CASCADE,
    -- What is told together: likes and reposts of one post, all follows; everything else stands alone.
    group_key bigint NOT NULL GENERATED ALWAYS AS (
        CASE WHEN kind IN ('like', 'repost') THEN post_id WHEN kind = 'follow' THEN 0 ELSE id END
    ) STORED,
    -- 0 while unread. Reading closes the group: its rows share the newest id they had then, so that a later
    -- act opens a new group.
    closed_group_id bigint NOT NULL DEFAULT 0,
    read_at timestamptz,
    CHECK ((read_at IS NULL) = (closed_group_id = 0))
);
CREATE INDEX notifications_newest ON notifications (user_id, id DESC);
CREATE INDEX notifications_unread ON notifications (user_id, kind, group_key) WHERE read_at IS NULL;
CREATE INDEX notifications_group ON notifications (user_id, kind, group_key, closed_group_id, id DESC);
CREATE INDEX notifications_act ON notifications (actor_id, kind, post_id);
CREATE INDEX notifications_post ON notifications (post_id) WHERE post_id IS NOT NULL;
CREATE UNIQUE INDEX notifications_once ON notifications (user_id, kind, actor_id, coalesce(post_id, 0));

-- Live events that were committed and wait to be published; the publisher deletes what it has sent.
CREATE TABLE outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    type text NOT NULL,
    data jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- The first answer to a request that may be repeated.
CREATE TABLE idempotency_keys (
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    route text NOT NULL,
    key text NOT NULL,
    request_hash bytea NOT NULL,
    status smallint,
    answer text,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, route, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);
