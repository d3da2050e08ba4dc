-- One payment per request, of a random card, as the demo's producer sends them.
local thread = 0
function setup(each)
  each:set("number", thread)
  thread = thread + 1
end

local count = 0
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"

function init()
  math.randomseed(number + 1)
end

function request()
  count = count + 1
  local body = string.format(
    '{"event_id":"wrk-%d-%d","card_id":"card-%05d","event_time":%d000,"amount":%.2f,"currency":"EUR","category":"grocery",'
      .. '"channel":"pos","entry_mode":"chip","merchant":"shop-%d","country":"DE","distance_km":2.5}',
    number, count, math.random(0, 19999), os.time(), math.random() * 200, math.random(1, 500))
  return wrk.format(nil, nil, nil, body)
end
