-- Where a person was in Following, the same on every device.
CREATE TABLE reading_markers (
    user_id bigint PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    -- The entry that was read last. A place in the order of ids: the post itself may be gone.
    entry_id bigint NOT NULL,
    read_at timestamptz NOT NULL DEFAULT now()
);
