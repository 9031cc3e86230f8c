-- Asks for people by prefixes of their names, each request another one.
dofile("load.lua")

local count = 0

function request()
   count = count + 1
   -- Prefixes of two to four letters of the seeded names, as somebody types them.
   local name = string.format("p%05d", (count * 7919) % 100000)
   return wrk.format("GET", "/api/users/search?limit=10&q=" .. string.sub(name, 1, 2 + count % 3))
end
