-- One row per request, as wide as the model's input (WIDTH).
local values = {}
for column = 1, tonumber(os.getenv("WIDTH")) do
  values[column] = "0.5"
end
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = string.format(
  '{"inputs":[{"name":"%s","shape":[1,%d],"datatype":"FP32","data":[%s]}]}',
  os.getenv("INPUT"), #values, table.concat(values, ","))
