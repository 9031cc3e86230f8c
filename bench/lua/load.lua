-- Prints what wrk saw as one line of JSON; other scripts of this folder begin with it.
function done(summary, latency, _)
   local errors = summary.errors
   io.write(string.format(
      'RESULT {"requests": %d, "seconds": %.3f, "p50": %.3f, "p99": %.3f, "failed": %d}\n',
      summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
      errors.status + errors.connect + errors.read + errors.write + errors.timeout
   ))
end
