-- What people look at, for the recommender, and their say in it.

ALTER TABLE users
ADD COLUMN is_recommender_on boolean NOT NULL DEFAULT true,
-- Acts before this do not count for the recommender; NULL: all do.
ADD COLUMN history_since timestamptz;

-- One row per event that a browser reported. Likes, replies, reposts and shares have tables of their own: rows of
-- these kinds are what a client claimed, and count for nothing.
--
-- An event counts once per person, by the id that its client made. A unique key of a partitioned table has to hold
-- the partition key, so the key is (person, event, week in which it came). A repetition in the same week meets the
-- key; one in the week after is looked up in the week before when it comes (interactions/insert_batch), so that
-- each is known for at least seven days, where a browser repeats a batch within seconds. Turned down: a table of
-- event ids alone, which would write every event twice and has to be emptied row by row; and a week taken from the
-- event's own time or id, which the client could set as it likes.
--
-- No foreign keys: rows are many. Those of an erased person go with the person (rules.after_users_delete_tracking);
-- a row whose post is gone is never read.
CREATE TABLE interactions (
    user_id bigint NOT NULL,
    event_id uuid NOT NULL,
    -- Monday of the week (UTC) of happened_at.
    week date NOT NULL,
    kind text NOT NULL CHECK (
        kind IN ('view', 'click', 'like', 'reply', 'repost', 'share', 'profile_visit', 'hide')
    ),
    -- For a repost its original.
    post_id bigint,
    -- Whose profile was visited.
    subject_id bigint,
    dwell_ms integer CHECK (dwell_ms >= 0),
    -- The list in which it happened, as for_you or following; NULL: elsewhere.
    source text,
    happened_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, event_id, week),
    CHECK ((post_id IS NULL) = (kind = 'profile_visit')),
    CHECK ((subject_id IS NULL) = (kind <> 'profile_visit'))
) PARTITION BY RANGE (week);
CREATE INDEX interactions_time ON interactions USING brin (happened_at);
-- Holds what comes while no worker made the next weeks; rules.make_interaction_weeks empties it.
CREATE TABLE interactions_rest PARTITION OF interactions DEFAULT;

-- The events of a person about a post in one row, so that For you leaves out what was seen by one look at an index.
CREATE TABLE seen_posts (
    user_id bigint NOT NULL,
    post_id bigint NOT NULL,
    -- When it was last in view; NULL: it was opened, but no view was reported.
    seen_at timestamptz,
    views integer NOT NULL DEFAULT 0,
    clicks integer NOT NULL DEFAULT 0,
    dwell_ms bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (user_id, post_id)
) WITH (fillfactor = 80);

-- "Hide this post": out of one's feeds, still there at its address.
CREATE TABLE hidden_posts (
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    post_id bigint NOT NULL REFERENCES posts ON DELETE CASCADE,
    id bigint NOT NULL DEFAULT next_id(),
    PRIMARY KEY (user_id, post_id)
);
CREATE INDEX hidden_posts_user ON hidden_posts (user_id, id DESC) INCLUDE (post_id);
CREATE INDEX hidden_posts_post ON hidden_posts (post_id);

-- "Show less like this".
CREATE TABLE less_like (
    user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    post_id bigint NOT NULL REFERENCES posts ON DELETE CASCADE,
    id bigint NOT NULL DEFAULT next_id(),
    PRIMARY KEY (user_id, post_id)
);
CREATE INDEX less_like_user ON less_like (user_id, id DESC) INCLUDE (post_id);
CREATE INDEX less_like_post ON less_like (post_id);

-- How many events came in how many calls. Four rows per minute, by connection, so that calls seldom wait.
CREATE TABLE tracking_minutes (
    minute timestamptz NOT NULL,
    slot smallint NOT NULL,
    calls integer NOT NULL,
    events integer NOT NULL,
    PRIMARY KEY (minute, slot)
) WITH (fillfactor = 50);

-- How often posts of a list were seen and opened; ranking: model, trending or newest for For you, else empty.
CREATE TABLE tracking_hours (
    hour timestamptz NOT NULL,
    source text NOT NULL,
    ranking text NOT NULL,
    slot smallint NOT NULL,
    views integer NOT NULL,
    clicks integer NOT NULL,
    PRIMARY KEY (hour, source, ranking, slot)
) WITH (fillfactor = 50);
