// Holds the unpacking of the page against xz: what xz packs comes back, and what is cut off or changed is refused.
// usage: node unpack.mjs     (needs xz)
import { unpack } from './analyser.mjs';
import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';

let passed = 0, failed = 0, seed = 1;
function check(what, fine) {
  if (fine) { passed += 1; return; }
  failed += 1;
  console.log(`FAILED ${what}`);
}
// the same numbers in each run
const random = below => { seed = Math.imul(seed, 1103515245) + 12345 >>> 0; return Math.floor(seed / 2 ** 32 * below); };
/** As crates/web/build does it. */
const pack = (data, options) => Buffer.concat([execFileSync('xz', ['--format=lzma', `--lzma1=${options}`, '-c'], { input: data, maxBuffer: 1 << 28 }), gzipSync(data).subarray(-8)]);
function unpacked(bytes) {
  try { return unpack(bytes.toString('base64')); } catch (e) { return e; }
}

const words = ['the', 'council', 'said', 'that', 'nobody', 'counted', 'boats', 'in', 'harbour', 'clearly', '7', '1,204', '—', 'né'];
const text = length => { let out = ''; while (out.length < length) out += words[random(words.length)] + (random(9) ? ' ' : '.\n'); return Buffer.from(out); };
const noise = length => Buffer.from(Array.from({ length }, () => random(256)));
const table = length => { const out = Buffer.alloc(4 * length); for (let i = 0; i < length; i += 1) out.writeUInt32LE(1000 * i + random(7), 4 * i); return out; };
const far = noise(300000);
const kinds = {
  'nothing': Buffer.alloc(0),
  'one byte': Buffer.from('x'),
  'one byte over and over': Buffer.alloc(1000000, 'x'),
  'three bytes over and over': Buffer.alloc(99999, 'abc'),
  'noise': noise(100000),
  'text': text(200000),
  'numbers': table(50000),
  'all of it': Buffer.concat([text(50000), noise(5000), table(5000), Buffer.alloc(5000), text(50000)]),
  'matches from afar': Buffer.concat([far, Buffer.alloc(3000000), text(9999), far.subarray(5), far.subarray(0, 1000)]),
};
const options = ['preset=9e,depth=0', 'preset=0', 'preset=6,dict=4KiB', ...['lc=0,lp=0,pb=0', 'lc=4,lp=0,pb=0', 'lc=0,lp=4,pb=4', 'lc=1,lp=2,pb=1', 'lc=2,lp=2,pb=3'].map(o => `preset=6,${o}`)];
for (const [kind, data] of Object.entries(kinds)) {
  for (const option of options) {
    const got = unpacked(pack(data, option));
    check(`${kind}, ${option}: ${got instanceof Error ? got : 'other bytes'}`, !(got instanceof Error) && data.equals(got));
  }
}

// a change may leave the content as it is, for xz writes more than is needed; other content never comes out, and there is always an end
const small = { 'nothing': kinds['nothing'], 'one byte': kinds['one byte'], 'one byte over and over': kinds['one byte over and over'], 'little of it': Buffer.concat([text(9000), noise(500), table(500), Buffer.alloc(5000), text(3000)]) };
for (const [kind, data] of Object.entries(small)) {
  const whole = pack(data, options[0]);
  for (let cut = 0; cut < whole.length; cut += Math.ceil(whole.length / 200)) check(`${kind}, cut to ${cut} bytes`, unpacked(whole.subarray(0, cut)) instanceof Error);
  check(`${kind}, a byte more`, unpacked(Buffer.concat([whole, Buffer.alloc(1)])) instanceof Error);
  // not the last three bytes: a length of gigabytes asks for as much memory
  for (let i = 0; i < 500; i += 1) {
    const changed = Buffer.from(whole), at = random(i < 100 ? 18 : whole.length - 3);
    changed[at] ^= 1 << random(8);
    const got = unpacked(changed);
    check(`${kind}, byte ${at} of ${whole.length} changed`, got instanceof Error || data.equals(got));
  }
}
check('noise is refused', unpacked(noise(1000)) instanceof Error);
check('no base64 is refused', (() => { try { unpack('no base64!'); } catch { return true; } })());

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
