-- AES-256 in counter mode as GCM uses it (FIPS 197, NIST SP 800-38D), for a dissector that is given the keys: Wireshark's
-- Lua has no cipher of its own. Byte by byte, and without the tag: whoever reads a capture has the sender's own key.

local xor
if bit32 or bit then
  xor = (bit32 or bit).bxor
else
  xor = load("return function(a, b) return a ~ b end")()
end

-- Times x in GF(2^8).
local function double(byte)
  local twice = byte * 2
  return twice > 255 and xor(twice % 256, 0x1b) or twice
end

-- The S-box: the inverse in GF(2^8), then the affine map. 3 generates the field and 0xf6 is its inverse.
local sbox = {}
do
  local p, q = 1, 1
  local function rotated(byte, places) return (byte * 2 ^ places) % 256 + math.floor(byte / 2 ^ (8 - places)) end
  repeat
    p = xor(p, double(p))
    for _, shift in ipairs({ 1, 2, 4 }) do q = xor(q, (q * 2 ^ shift) % 256) end
    if q >= 128 then q = xor(q, 0x09) end
    local mapped = q
    for places = 1, 4 do mapped = xor(mapped, rotated(q, places)) end
    sbox[p] = xor(mapped, 0x63)
  until p == 1
  sbox[0] = 0x63
end

local ROUNDS, KEY_BYTES, BLOCK = 14, 32, 16

-- Returns the round keys, one byte after the other.
local function expand(key)
  local w = { string.byte(key, 1, KEY_BYTES) }
  local rcon = 1
  for at = KEY_BYTES, BLOCK * (ROUNDS + 1) - 1, 4 do
    local t = { w[at - 3], w[at - 2], w[at - 1], w[at] }
    if at % KEY_BYTES == 0 then
      t = { xor(sbox[t[2]], rcon), sbox[t[3]], sbox[t[4]], sbox[t[1]] }
      rcon = double(rcon)
    elseif at % KEY_BYTES == BLOCK then
      t = { sbox[t[1]], sbox[t[2]], sbox[t[3]], sbox[t[4]] }
    end
    for place = 1, 4 do w[at + place] = xor(w[at + place - KEY_BYTES], t[place]) end
  end
  return w
end

local function encrypt(w, block)
  local s = {}
  for at = 1, BLOCK do s[at] = xor(block[at], w[at]) end
  for round = 1, ROUNDS do
    local t = {}
    -- Bytes are substituted, and rows shifted.
    for column = 0, 3 do
      for row = 0, 3 do t[column * 4 + row + 1] = sbox[s[((column + row) % 4) * 4 + row + 1]] end
    end
    if round < ROUNDS then
      for column = 0, 12, 4 do
        local a, b, c, d = t[column + 1], t[column + 2], t[column + 3], t[column + 4]
        local all = xor(xor(a, b), xor(c, d))
        t[column + 1] = xor(a, xor(all, double(xor(a, b))))
        t[column + 2] = xor(b, xor(all, double(xor(b, c))))
        t[column + 3] = xor(c, xor(all, double(xor(c, d))))
        t[column + 4] = xor(d, xor(all, double(xor(d, a))))
      end
    end
    for at = 1, BLOCK do s[at] = xor(t[at], w[round * BLOCK + at]) end
  end
  return s
end

-- Returns what GCM encrypted under this key (32 bytes) and nonce (12 bytes); `text` without the tag. All are strings.
return function(key, nonce, text)
  local w = expand(key)
  local counter = { string.byte(nonce, 1, 12) }
  local out = {}
  for from = 1, #text, BLOCK do
    local number = (from - 1) / BLOCK + 2
    for place = 0, 3 do counter[16 - place] = math.floor(number / 256 ^ place) % 256 end
    local stream = encrypt(w, counter)
    for at = from, math.min(from + BLOCK - 1, #text) do
      out[#out + 1] = string.char(xor(string.byte(text, at), stream[at - from + 1]))
    end
  end
  return table.concat(out)
end
