-- Pictures and videos. The files are in the storage, named after `key`: KEY-480.webp, KEY-video.mp4 …

CREATE TABLE media (
    id bigint PRIMARY KEY DEFAULT next_id(),
    -- NULL: the account was erased; the files wait for the sweep.
    owner_id bigint REFERENCES users ON DELETE SET NULL,
    -- NULL: uploaded, but not posted.
    post_id bigint REFERENCES posts ON DELETE SET NULL,
    position smallint NOT NULL DEFAULT 0,
    kind text NOT NULL CHECK (kind IN ('image', 'video')),
    state text NOT NULL DEFAULT 'ready' CHECK (state IN ('processing', 'ready', 'failed')),
    -- Random, made for this upload and never used again.
    key text NOT NULL UNIQUE CHECK (key ~ '^[0-9a-f]{32}$'),
    width integer NOT NULL CHECK (width > 0),
    height integer NOT NULL CHECK (height > 0),
    -- Widths in which the picture, or the poster of the video, is stored.
    widths integer[] NOT NULL,
    is_animated boolean NOT NULL DEFAULT false,
    -- A few pixels as a data: address, shown until the picture is there.
    blur text NOT NULL,
    duration_ms integer,
    -- How much of a video is done, in percent.
    progress smallint NOT NULL DEFAULT 100 CHECK (progress BETWEEN 0 AND 100),
    alt text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX media_post ON media (post_id, position) WHERE post_id IS NOT NULL;
CREATE INDEX media_owner ON media (owner_id) WHERE owner_id IS NOT NULL;
CREATE INDEX media_unposted ON media (created_at) WHERE post_id IS NULL;
