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
  return out;
}

function ask(head, files) {
  const start = new TextEncoder().encode(JSON.stringify(head));
  const size = files.reduce((sum, f) => sum + f.byteLength, 4 + start.length);
  const at = wasm.alloc(size);
  const room = new Uint8Array(wasm.memory.buffer, at, size);
  new DataView(wasm.memory.buffer, at).setUint32(0, start.length, true);
  room.set(start, 4);
  let end = 4 + start.length;
  for (const f of files) { room.set(new Uint8Array(f), end); end += f.byteLength; }
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
