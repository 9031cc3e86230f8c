-- Signs in by the API, again and again. Arguments: login, password.
dofile("load.lua")

function init(args)
   wrk.method = "POST"
   wrk.headers["Content-Type"] = "application/json"
   wrk.body = string.format('{"login": "%s", "password": "%s"}', args[1], args[2])
end
