// Unpacks the analyser: base64 of what `xz --format=lzma` writes, with the CRC-32 and the length of the content behind it, as at the end of a gzip file.
'use strict';

/** The bytes that were packed; what is cut off or changed is an error. */
function unpack(base64) {
  const packed = plain(base64), view = new DataView(packed.buffer), behind = packed.length - 8;
  // 13 bytes of head, and the five that the decoder starts with
  if (behind < 18) throw new Error('The packed data are too short.');
  const out = decode(packed.subarray(0, behind), view.getUint32(behind + 4, true));
  if (crc32(out) !== view.getUint32(behind, true)) throw new Error('The packed data are not what they were.');
  return out;
}

function plain(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const text = atob(base64), out = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) out[i] = text.charCodeAt(i);
  return out;
}

// four tables, so that four bytes take one step
function crc32(bytes) {
  const tables = new Int32Array(1024), view = new DataView(bytes.buffer);
  for (let i = 0; i < 256; i += 1) {
    let c = i;
    for (let k = 0; k < 8; k += 1) c = c & 1 ? c >>> 1 ^ 0xedb88320 : c >>> 1;
    tables[i] = c;
  }
  for (let i = 256; i < 1024; i += 1) tables[i] = tables[i - 256] >>> 8 ^ tables[tables[i - 256] & 255];
  let sum = -1, at = 0;
  for (const fours = bytes.length & ~3; at < fours; at += 4) {
    sum ^= view.getInt32(at, true);
    sum = tables[768 + (sum & 255)] ^ tables[512 + (sum >>> 8 & 255)] ^ tables[256 + (sum >>> 16 & 255)] ^ tables[sum >>> 24];
  }
  for (; at < bytes.length; at += 1) sum = sum >>> 8 ^ tables[(sum ^ bytes[at]) & 255];
  return ~sum >>> 0;
}

/**
 * LZMA: every choice is a bit, read with a chance that learns from the bits before it. A letter is eight bits; a match is a length and how far back it
 * began. The window is the whole output, whatever the head says of a dictionary; the end has a mark, whatever it says of the length.
 */
function decode(packed, size) {
  const damaged = () => { throw new Error('The packed data are damaged.'); };
  const out = new Uint8Array(size);
  const lc = packed[0] % 9, lp = Math.floor(packed[0] / 9) % 5, pb = Math.floor(packed[0] / 45);
  if (pb > 4 || packed[13] !== 0) damaged();

  // all chances that a bit is 0, of 2048, in one array; a name is where its part of them starts
  let room = 0;
  const part = count => { room += count; return room - count; };
  const MATCH = part(12 * 16), AGAIN = part(12), LATEST = part(12), WHOLE = part(12 * 16), SECOND = part(12), THIRD = part(12);
  const LENGTH = part(2 + 2 * 16 * 8 + 256), LENGTH_AGAIN = part(2 + 2 * 16 * 8 + 256);
  const SLOT = part(4 * 64), FAR = part(128), LOW = part(16), LETTER = part(0x300 << lc + lp);
  const chances = new Uint16Array(room).fill(1024);

  // [0] is the range and [1] the code: not variables, because these are slow where functions share numbers beyond 31 bits
  const coder = new Uint32Array([0xffffffff, packed[14] << 24 | packed[15] << 16 | packed[16] << 8 | packed[17]]);
  let next = 18;

  // what is read and written once and kept in between is faster than the array at each step
  function bit(i) {
    let range = coder[0], code = coder[1], one = 0;
    const chance = chances[i], bound = Math.imul(range >>> 11, chance) >>> 0;
    if (code < bound) { range = bound; chances[i] = chance + (2048 - chance >> 5); }
    else { range = range - bound >>> 0; code = code - bound >>> 0; chances[i] = chance - (chance >> 5); one = 1; }
    if (range < 0x1000000) { range = range << 8 >>> 0; code = (code << 8 | packed[next++]) >>> 0; }
    coder[0] = range; coder[1] = code;
    return one;
  }

  /** A number below `limit`, highest bit first; each bit's chance depends on those before it. */
  function number(at, limit) {
    let node = 1;
    do node = node << 1 | bit(at + node); while (node < limit);
    return node - limit;
  }

  /** A letter behind a match: as long as its bits are those of the letter that would have gone on with the match, their chances are others. */
  function letterBehind(at, expected) {
    let node = 1, like = 0x100;
    do {
      expected <<= 1;
      const same = expected & like, one = bit(at + like + same + node);
      node = node << 1 | one;
      like = one ? same : like & ~same;
    } while (node < 0x100);
    return node - 0x100;
  }

  /** A number of so many bits, lowest first. */
  function reversed(at, bits) {
    let node = 1, value = 0;
    for (let i = 0; i < bits; i += 1) {
      const one = bit(at + node);
      node = node << 1 | one;
      value |= one << i;
    }
    return value;
  }

  /** A number of so many bits that are 0 or 1 alike. */
  function even(bits) {
    let value = 0;
    for (; bits > 0; bits -= 1) {
      coder[0] >>>= 1;
      const one = coder[1] >= coder[0] ? 1 : 0;
      if (one) coder[1] -= coder[0];
      value = value << 1 | one;
      if (coder[0] < 0x1000000) { coder[0] <<= 8; coder[1] = coder[1] << 8 | packed[next++]; }
    }
    return value;
  }

  function length(at, place) {
    if (!bit(at)) return 2 + number(at + 2 + 8 * place, 8);
    if (!bit(at + 1)) return 10 + number(at + 130 + 8 * place, 8);
    return 18 + number(at + 258, 256);
  }

  /** How far back a match began: 0 is the last byte. */
  function distance(length) {
    const slot = number(SLOT + 64 * Math.min(length - 2, 3), 64);
    if (slot < 4) return slot;
    const bits = (slot >> 1) - 1, start = (2 | slot & 1) << bits;
    if (slot < 14) return start + reversed(FAR + start - slot, bits);
    return (start + (even(bits - 4) << 4) + reversed(LOW, 4)) >>> 0;
  }

  // the state says what the last few steps were: below 7, the last one was a letter
  let n = 0, state = 0, last = 0, back = 0, second = 0, third = 0, fourth = 0;
  const places = (1 << pb) - 1, letterPlaces = (1 << lp) - 1;
  for (;;) {
    // with this, every round goes on in the input or the output, and neither without end
    if (next > packed.length) damaged();
    const place = n & places;
    if (!bit(MATCH + 16 * state + place)) {
      if (n === size) damaged();
      const at = LETTER + 0x300 * (((n & letterPlaces) << lc) + (last >> 8 - lc));
      last = out[n] = state < 7 ? number(at, 0x100) : letterBehind(at, out[n - back - 1]);
      n += 1;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let count;
    if (!bit(AGAIN + state)) {
      fourth = third; third = second; second = back;
      count = length(LENGTH, place);
      back = distance(count);
      if (back === 0xffffffff) break; // the mark of the end
      state = state < 7 ? 7 : 10;
    } else {
      count = 0;
      if (!bit(LATEST + state)) {
        if (!bit(WHOLE + 16 * state + place)) count = 1;
      } else {
        let chosen = second;
        if (bit(SECOND + state)) {
          chosen = third;
          if (bit(THIRD + state)) { chosen = fourth; fourth = third; }
          third = second;
        }
        second = back;
        back = chosen;
      }
      if (count === 0) {
        count = length(LENGTH_AGAIN, place);
        state = state < 7 ? 8 : 11;
      } else {
        state = state < 7 ? 9 : 11;
      }
    }
    if (back >= n || n + count > size) damaged();
    for (const end = n + count; n < end; n += 1) out[n] = out[n - back - 1];
    last = out[n - 1];
  }
  // an undamaged end leaves nothing over
  if (n !== size || next !== packed.length || coder[1] !== 0) damaged();
  return out;
}
