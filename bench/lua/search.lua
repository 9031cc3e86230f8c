-- Asks for people by the first two to four letters of their names, as somebody types them.
dofile("load.lua")

local cookies
local count = 0

function init(args)
   cookies = args
end

function request()
   count = count + 1
   local name = string.format("p%05d", (count * 7919) % 100000)
   local path = "/api/users/search?limit=10&q=" .. string.sub(name, 1, 2 + count % 3)
   return wrk.format("GET", path, { ["Host"] = wrk.headers["Host"], ["Cookie"] = cookies[count % #cookies + 1] })
end
