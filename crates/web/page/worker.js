// The analyser: unpacks the program (unpack.js stands before this), and answers one request after another.
'use strict';
let program, wasm, waiting = Promise.resolve();

async function compiled(base64) {
  return WebAssembly.compile(unpack(base64));
}

// Libraries that could draw in a page name functions of a page. Nothing here calls them.
function imports(of) {
  const out = {};
  for (const { module, name } of WebAssembly.Module.imports(of)) (out[module] ??= {})[name] = () => { throw new Error(`${name} is not here`); };
  out.page = { decode: fromEncoding };
  return out;
}

// Names of encodings as the standard writes them; a browser gives them in small letters.
const spelled = name => ({ big5: 'Big5', shift_jis: 'Shift_JIS' })[name] ?? (/^(windows|mac|x-|gb18030)/.test(name) ? name : name.toUpperCase());

/** Reads bytes of another encoding than UTF-8: a browser knows them all. Answers nothing where the label is none. */
function fromEncoding(label, labelled, at, size) {
  const bytes = (at, size) => new Uint8Array(wasm.memory.buffer, at, size);
  const decoder = fatal => new TextDecoder(new TextDecoder().decode(bytes(label, labelled)), { fatal, ignoreBOM: true });
  try {
    const { encoding } = decoder(false);
    let text, broken = false;
    try { text = decoder(true).decode(bytes(at, size)); } catch { broken = true; text = decoder(false).decode(bytes(at, size)); }
    return parcel({ name: spelled(encoding), broken }, [new TextEncoder().encode(text)], true).at;
  } catch (e) {
    if (e instanceof RangeError) return 0;
    throw e;
  }
}

/** Puts a head and bytes into the analyser's room; where `counted`, their length goes first, as in its own answers. */
function parcel(head, parts, counted = false) {
  const start = new TextEncoder().encode(JSON.stringify(head)), first = counted ? 4 : 0;
  const size = parts.reduce((sum, p) => sum + p.byteLength, first + 4 + start.length);
  const at = wasm.alloc(size);
  const room = new Uint8Array(wasm.memory.buffer, at, size), view = new DataView(wasm.memory.buffer, at);
  if (counted) view.setUint32(0, size - 4, true);
  view.setUint32(first, start.length, true);
  room.set(start, first + 4);
  let end = first + 4 + start.length;
  for (const p of parts) { room.set(new Uint8Array(p), end); end += p.byteLength; }
  return { at, size };
}

function ask(head, files) {
  const { at, size } = parcel(head, files);
  const out = wasm.call(at, size);
  const view = new DataView(wasm.memory.buffer, out), length = view.getUint32(0, true), headed = view.getUint32(4, true);
  const bytes = wasm.memory.buffer.slice(out + 8, out + 4 + length);
  wasm.free(out, 4 + length);
  return { head: JSON.parse(new TextDecoder().decode(bytes.slice(0, headed))), bytes: bytes.slice(headed) };
}

function fault() {
  try {
    const at = wasm.fault();
    return new TextDecoder().decode(new Uint8Array(wasm.memory.buffer, at + 4, new DataView(wasm.memory.buffer, at).getUint32(0, true)));
  } catch { return ''; }
}

async function answer({ data: { id, base64, head, files = [] } }) {
  // a promise, so that each request after a failure is told of it too
  program ??= compiled(base64);
  let ready;
  try { ready = await program; } catch (e) {
    postMessage({ id, head: { error: 'The analyser in this page cannot be unpacked. The page may have been cut off or changed on its way; please get it again.', detail: `${e}` }, bytes: new ArrayBuffer(0) });
    return;
  }
  const began = performance.now();
  try {
    wasm ??= (await WebAssembly.instantiate(ready, imports(ready))).exports;
    const got = ask(head, files);
    postMessage({ id, ...got, time: performance.now() - began }, [got.bytes]);
  } catch (e) {
    // what the analyser held is lost with it
    const detail = `${e}. ${fault()}`;
    wasm = undefined;
    const error = e instanceof RangeError ? 'There is not enough memory for so much text. Try fewer files.' : 'The analysis stopped by a mistake of the program. Please report it, with the text if you may.';
    postMessage({ id, head: { error, detail, lost: true }, bytes: new ArrayBuffer(0) });
  }
}
onmessage = message => { waiting = waiting.then(() => answer(message)); };
