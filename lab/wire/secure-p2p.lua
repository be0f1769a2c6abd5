-- Fields of the two wires for Wireshark and tshark, from peers/protocol/PROTOCOL.md (sections 4 to 6 and 12):
--
--   tshark -X lua_script:lab/wire/secure-p2p.lua -r capture.pcapng -V
--
-- It names what every peer of a wire says alike. What stand-ins say in the clear stands in the comments of the capture.

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

local names = { "HELLO", "REPLY", "PROOF", "CONFIRM", "RECORD", [21] = "ALERT" }
local HEADER, RSA, SHARE, SEPARATOR, PEM = 5, 256, 32, "__SEP__", "-----BEGIN"
local MESSAGE = RSA + #SEPARATOR + RSA
-- No handshake of the prototype has its separator further in.
local PEM_MOST = 2048

-- Which connections are the prototype's: their first byte is the dash of a PEM.
local stream_of = Field.new("tcp.stream")
local prototypes = {}

local function frame(tvb, _, tree)
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

function p2p.init() prototypes = {} end

DissectorTable.get("tcp.port"):add(25000, p2p)
