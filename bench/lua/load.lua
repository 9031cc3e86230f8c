-- Reads one address, each request as the next of the people whose cookies are the arguments, and prints what
-- wrk saw as one line of JSON. Other scripts of this folder begin with this one.
local cookies = {}
local next_one = 0

function init(args)
   cookies = args
end

function request()
   if #cookies == 0 then
      return wrk.format()
   end
   next_one = next_one % #cookies + 1
   return wrk.format(nil, nil, { ["Host"] = wrk.headers["Host"], ["Cookie"] = cookies[next_one] })
end

function done(summary, latency, _)
   local errors = summary.errors
   io.write(string.format(
      'RESULT {"requests": %d, "seconds": %.3f, "p50": %.3f, "p99": %.3f, "failed": %d}\n',
      summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
      errors.status + errors.connect + errors.read + errors.write + errors.timeout
   ))
end
