-- The recommender: trained models, how good they were, and what they recommend to active people.

CREATE TABLE recommender_models (
    version text PRIMARY KEY CHECK (version ~ '^[0-9a-zA-Z_-]{1,60}$'),
    created_at timestamptz NOT NULL DEFAULT now(),
    trained_seconds double precision NOT NULL,
    people integer NOT NULL,
    posts integer NOT NULL,
    events bigint NOT NULL,
    -- Acts with ids up to this one were there to learn from; newer ones fold in at reading.
    trained_until bigint NOT NULL,
    -- SHA-256 of the manifest in the model's folder, which holds those of all files.
    checksum text NOT NULL,
    is_current boolean NOT NULL DEFAULT false
);
CREATE UNIQUE INDEX recommender_models_current ON recommender_models (is_current) WHERE is_current;
CREATE INDEX recommender_models_newest ON recommender_models (created_at DESC);

-- Offline scores: one row per measured figure. Models come and go, their figures stay.
CREATE TABLE recommender_scores (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    model_version text,
    name text NOT NULL,
    value double precision NOT NULL,
    measured_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX recommender_scores_name ON recommender_scores (name, measured_at);

-- The best posts for active people, written by the trainer. They are candidates: visibility and newer acts are
-- looked at when they are read. No foreign keys: rows are many, and one whose post is gone is never shown.
CREATE TABLE user_recommendations (
    user_id bigint NOT NULL,
    model_version text NOT NULL,
    rank smallint NOT NULL,
    post_id bigint NOT NULL,
    score real NOT NULL,
    -- `post`: mostly because of `reason_post_id`; `people`: because of several posts together.
    reason_kind text NOT NULL CHECK (reason_kind IN ('post', 'people')),
    reason_post_id bigint,
    PRIMARY KEY (user_id, model_version, rank)
);
CREATE INDEX user_recommendations_version ON user_recommendations (model_version);

-- What somebody shared, newest first.
CREATE INDEX shares_user ON shares (user_id, id DESC) INCLUDE (post_id);
-- Acts since a moment, for the trainer. Ids grow with time, so ranges of pages are enough, and cost an act nothing.
CREATE INDEX likes_newest ON likes USING brin (id) WITH (pages_per_range = 32, autosummarize = on);
CREATE INDEX saves_newest ON saves USING brin (id) WITH (pages_per_range = 32, autosummarize = on);
CREATE INDEX shares_newest ON shares USING brin (id) WITH (pages_per_range = 32, autosummarize = on);
