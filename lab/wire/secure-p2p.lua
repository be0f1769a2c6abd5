-- Fields of the two wires for Wireshark and tshark, from peers/protocol/PROTOCOL.md (sections 4 to 6 and 12):
--
--   tshark -X lua_script:lab/wire/secure-p2p.lua -r capture.pcapng -V
--   tshark -X lua_script:lab/wire/secure-p2p.lua -o p2p.keylog:capture.keys -r capture.pcapng -V
--
-- It names what every peer of a wire says alike. What stand-ins say in the clear stands in the comments of the capture.
-- With the keys that the lab has of the sessions it shows what their two ends see as well, and nobody in between.
-- A line of a key log: HANDSHAKE or TRAFFIC_n, the X25519 share that the sender showed, its key; n counts rekeys.

local decrypt = dofile(debug.getinfo(1, "S").source:match("^@(.*[/\\])") .. "aes256.lua")

local p2p = Proto("p2p", "Secure P2P")
local f = p2p.fields
f.length = ProtoField.uint32("p2p.length", "Length of what follows")
f.type = ProtoField.uint8("p2p.type", "Type", base.DEC, {
  [1] = "HELLO", [2] = "REPLY", [3] = "PROOF", [4] = "CONFIRM", [5] = "RECORD", [21] = "ALERT",
})
f.suite = ProtoField.uint16("p2p.suite", "Suite", base.HEX)
f.share = ProtoField.bytes("p2p.share", "X25519 share")
f.number = ProtoField.uint64("p2p.number", "Number of the record")
f.payload = ProtoField.bytes("p2p.payload", "What else is said, mostly encrypted")
f.level = ProtoField.uint8("p2p.level", "Level")
f.reason = ProtoField.uint8("p2p.reason", "Reason", base.DEC, { [20] = "bad_record_mac", [51] = "decrypt_error" })
f.pem = ProtoField.string("p2p.pem", "Public key of the prototype")
f.ciphertext = ProtoField.bytes("p2p.ciphertext", "Encrypted text (RSA-OAEP)")
f.signature = ProtoField.bytes("p2p.signature", "Signature (RSA-PSS)")

f.name = ProtoField.string("p2p.name", "Name (decrypted)")
f.called = ProtoField.string("p2p.called", "Called (decrypted)")
f.key = ProtoField.bytes("p2p.key", "Public key (decrypted)")
f.wrapped = ProtoField.bytes("p2p.wrapped", "Wrapped secret (decrypted)")
f.signed = ProtoField.bytes("p2p.signed", "Signature (decrypted)")
f.mac = ProtoField.bytes("p2p.mac", "MAC (decrypted)")
f.kind = ProtoField.uint8("p2p.kind", "Kind (decrypted)", base.DEC, {
  "TEXT", "CLOSE", "REKEY", "REKEY_REPLY", "REKEY_DONE", "DATA", "BUNDLE",
})
f.text = ProtoField.string("p2p.text", "Text (decrypted)")
f.count = ProtoField.uint64("p2p.count", "Records before (decrypted)")
f.message = ProtoField.uint8("p2p.message", "Message (decrypted)", base.DEC, {
  "HAVE", "ITEM", "RECEIPT", "PING", "PONG", "FETCH", "CHUNK", "FULL",
})
f.content = ProtoField.bytes("p2p.content", "Content (decrypted)")
f.padding = ProtoField.bytes("p2p.padding", "Padding (decrypted)")
p2p.prefs.keylog = Pref.string("Key log", "", "The file that npm run lab capture writes beside a capture")

local names = { "HELLO", "REPLY", "PROOF", "CONFIRM", "RECORD", [21] = "ALERT" }
local HEADER, RSA, SHARE, TAG, SEPARATOR, PEM = 5, 256, 32, 16, "__SEP__", "-----BEGIN"
local MESSAGE = RSA + #SEPARATOR + RSA
-- No handshake of the prototype has its separator further in.
local PEM_MOST = 2048

-- Which connections are the prototype's: their first byte is the dash of a PEM.
local stream_of = Field.new("tcp.stream")
local prototypes = {}

-- By the share of the sender: its keys. By stream and sender: the share, and how many rekeys were before a record.
local keylog, shares, rekeys, rekeys_before = {}, {}, {}, {}

local function read_keylog(path)
  keylog = {}
  local file = path ~= "" and io.open(path)
  if not file then return end
  for line in file:lines() do
    local kind, share, key = line:match("^(%S+) (%x+) (%x+)$")
    if kind then
      local name = kind .. " " .. share:lower()
      keylog[name] = keylog[name] or {}
      table.insert(keylog[name], (key:gsub("..", function(digits) return string.char(tonumber(digits, 16)) end)))
    end
  end
  file:close()
end

local function uint16(text, at) return string.byte(text, at) * 256 + string.byte(text, at + 1) end

-- A claim begins with a name and two public keys.
local function is_claim(text)
  local at = 1
  for field = 1, 3 do
    if at + 1 > #text then return false end
    local length = uint16(text, at)
    if field > 1 and length ~= 294 then return false end
    at = at + 2 + length
  end
  return at <= #text
end
local function is_record(text)
  if #text < 3 or string.byte(text, 1) > 7 then return false end
  local length = uint16(text, 2)
  return 3 + length <= #text and text:find("[^%z]", 4 + length) == nil
end
local function is_confirm(text) return #text == RSA + SHARE end

-- Returns the first text among those that the sender's keys of this kind make of it which looks as it should.
local function opened(kind, share, nonce, sealed, looks_right)
  for _, key in ipairs(keylog[kind .. " " .. share] or {}) do
    local text = decrypt(key, nonce, sealed)
    if looks_right(text) then return text end
  end
  return nil
end

local function show_claim(clear, sub)
  local at = 0
  for field = 1, 3 do
    local length = clear(at, 2):uint()
    sub:add(field == 1 and f.name or f.key, clear(at + 2, length))
    at = at + 2 + length
  end
  return at
end

local function show(kind, clear, sub)
  local size = clear:len()
  if kind == 2 then
    local at = show_claim(clear, sub)
    sub:add(f.signed, clear(at, RSA))
    sub:add(f.mac, clear(at + RSA, SHARE))
  elseif kind == 3 then
    local at = show_claim(clear, sub)
    local called = clear(at, 2):uint()
    sub:add(f.called, clear(at + 2, called))
    at = at + 2 + called
    sub:add(f.wrapped, clear(at, RSA))
    sub:add(f.signed, clear(at + RSA, RSA))
    sub:add(f.mac, clear(at + 2 * RSA, SHARE))
  elseif kind == 4 then
    sub:add(f.wrapped, clear(0, RSA))
    sub:add(f.mac, clear(RSA, SHARE))
  else
    local what, length = clear(0, 1):uint(), clear(1, 2):uint()
    sub:add(f.kind, clear(0, 1))
    if what == 1 then sub:add(f.text, clear(3, length))
    elseif what == 2 and length == 8 then sub:add(f.count, clear(3, 8))
    elseif what == 3 or what == 4 then sub:add(f.share, clear(3, length))
    elseif what == 6 and length > 0 then
      sub:add(f.message, clear(3, 1))
      if length > 1 then sub:add(f.content, clear(4, length - 1)) end
    elseif length > 0 then sub:add(f.content, clear(3, length))
    end
    if 3 + length < size then sub:add(f.padding, clear(3 + length)) end
  end
end

-- Shows what the two ends see of a frame, where the keys of its sender are known.
local function show_clear(kind, tvb, at, pinfo, sub)
  local sender = stream_of().value .. " " .. tostring(pinfo.src) .. " " .. pinfo.src_port
  if kind <= 2 then shares[sender] = tvb(at - SHARE, SHARE):bytes():tohex():lower() end
  local share = shares[sender]
  if share == nil then return end
  local text
  if kind >= 2 and kind <= 4 then
    if kind == 2 then at = at + 2 end
    if tvb:len() - at < TAG then return end
    local nonce = string.rep("\0", 11) .. string.char(kind == 4 and 1 or 0)
    text = opened("HANDSHAKE", share, nonce, tvb:raw(at, tvb:len() - at - TAG), kind == 4 and is_confirm or is_claim)
  elseif kind == 5 and tvb:len() - at >= TAG then
    local number = tvb:raw(at - 8, 8)
    local record = sender .. " " .. number
    -- A frame may be looked at again, in any order.
    local before = rekeys_before[record] or rekeys[sender] or 0
    local nonce = string.rep("\0", 4) .. number
    text = opened("TRAFFIC_" .. before, share, nonce, tvb:raw(at, tvb:len() - at - TAG), is_record)
    if rekeys_before[record] == nil then
      rekeys_before[record] = before
      local what = text and string.byte(text, 1)
      if what == 4 or what == 5 then rekeys[sender] = before + 1 end
    end
  end
  if text then show(kind, ByteArray.new(text, true):tvb("Decrypted"), sub) end
end

local function frame(tvb, pinfo, tree)
  local kind = tvb(4, 1):uint()
  local size = tvb:len()
  local sub = tree:add(p2p, tvb(), "Secure P2P, " .. (names[kind] or "frame"))
  sub:add(f.length, tvb(0, 4))
  sub:add(f.type, tvb(4, 1))
  local at = HEADER
  local function has(more) return at + more <= size end
  if kind == 1 and has(1) and has(1 + 2 * tvb(at, 1):uint() + SHARE) then
    local count = tvb(at, 1):uint()
    at = at + 1
    for _ = 1, count do
      sub:add(f.suite, tvb(at, 2))
      at = at + 2
    end
    sub:add(f.share, tvb(at, SHARE))
    at = at + SHARE
  elseif kind == 2 and has(2 + SHARE) then
    sub:add(f.suite, tvb(at, 2))
    sub:add(f.share, tvb(at + 2, SHARE))
    at = at + 2 + SHARE
  elseif kind == 5 and has(8) then
    sub:add(f.number, tvb(at, 8))
    at = at + 8
  elseif kind == 21 and size == HEADER + 2 then
    sub:add(f.level, tvb(at, 1))
    sub:add(f.reason, tvb(at + 1, 1))
    at = size
  end
  if at < size then sub:add(f.payload, tvb(at)) end
  if kind <= 5 and at > HEADER or kind == 3 or kind == 4 then show_clear(kind, tvb, at, pinfo, sub) end
  return size
end

local function is_handshake(tvb)
  return tvb:raw(0, math.min(tvb:len(), #PEM)) == string.sub(PEM, 1, tvb:len())
end

-- Returns how many bytes the unit has, nil where that is not known yet.
local function prototype_size(tvb)
  if not is_handshake(tvb) then return MESSAGE end
  local text = tvb:raw(0, math.min(tvb:len(), PEM_MOST))
  local place = string.find(text, SEPARATOR, 1, true)
  if place then return place - 1 + #SEPARATOR + RSA end
  if tvb:len() >= PEM_MOST then return tvb:len() end
  return nil
end

local function prototype(tvb, pinfo, tree)
  local at = 0
  while at < tvb:len() do
    local rest = tvb(at):tvb()
    local size = prototype_size(rest)
    if size == nil or size > rest:len() then
      pinfo.desegment_offset = at
      pinfo.desegment_len = size and size - rest:len() or DESEGMENT_ONE_MORE_SEGMENT
      return
    end
    local key = size - #SEPARATOR - RSA
    local handshake = is_handshake(rest) and key > 0
    local sub = tree:add(p2p, rest(0, size), "Prototype, " .. (handshake and "handshake" or "message"))
    sub:add(handshake and f.pem or f.ciphertext, rest(0, handshake and key or RSA))
    sub:add(f.signature, rest(size - RSA, RSA))
    at = at + size
  end
end

function p2p.dissector(tvb, pinfo, tree)
  if tvb:len() == 0 then return end
  pinfo.cols.protocol = "P2P"
  local stream = stream_of().value
  if prototypes[stream] == nil then prototypes[stream] = tvb(0, 1):uint() == 0x2d end
  if prototypes[stream] then return prototype(tvb, pinfo, tree) end
  dissect_tcp_pdus(tvb, tree, HEADER, function(head) return head(0, 4):uint() + 4 end, frame)
end

function p2p.init()
  prototypes, shares, rekeys, rekeys_before = {}, {}, {}, {}
  read_keylog(p2p.prefs.keylog)
end

DissectorTable.get("tcp.port"):add(25000, p2p)
