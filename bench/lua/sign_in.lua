-- Signs in by the API, each request as the next of the seeded people. Argument: their password.
dofile("load.lua")

local password
local count = 0

function init(args)
   password = args[1]
end

function request()
   count = count + 1
   local body = string.format('{"login": "p%05d", "password": "%s"}', count % 5000 + 1, password)
   return wrk.format("POST", nil, { ["Host"] = wrk.headers["Host"], ["Content-Type"] = "application/json" }, body)
end
