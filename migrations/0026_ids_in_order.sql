-- Ids in the order in which they are drawn. The 12 bits of the sequence begin anew after 4,096 ids, and of two that
-- were drawn in one millisecond the later one was the smaller then: a chain of posts could stand in disorder. Now
-- an id is the first number from its moment on that ends like the sequence; a millisecond has 4,096 numbers. So it
-- is ahead of its moment by less than a millisecond, and larger than the one before as long as less than four are drawn
-- in a microsecond. Two sessions are in no order while they draw at the same time; and one that is interrupted between
-- its sequence number and its moment, while others draw many, may still give two in reverse: only a lock could help.
-- plpgsql, because it keeps its plan from call to call.
CREATE OR REPLACE FUNCTION next_id() RETURNS bigint
LANGUAGE plpgsql VOLATILE
AS $$
DECLARE
    shard bigint := (SELECT i.shard_id FROM instance AS i);
    sequence_number bigint := nextval('id_sequence');
    -- In 4,096ths of a millisecond since 2026.
    moment bigint := ((extract(epoch FROM clock_timestamp()) * 1000000)::bigint - 1767225600000000) * 4096 / 1000;
BEGIN
    moment := moment + ((sequence_number - moment) & 4095);
    RETURN ((moment >> 12) << 22) | (shard << 12) | (moment & 4095);
END
$$;
