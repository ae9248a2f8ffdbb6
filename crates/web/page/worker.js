// The analyser: unpacks the program, and answers one request after another.
'use strict';
let program, wasm, waiting = Promise.resolve();

async function unpack(base64) {
  const text = atob(base64), packed = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) packed[i] = text.charCodeAt(i);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  program = await WebAssembly.compile(await new Response(stream).arrayBuffer());
}

// Libraries that could draw in a page name functions of a page. Nothing here calls them.
function imports() {
  const out = {};
  for (const { module, name } of WebAssembly.Module.imports(program)) (out[module] ??= {})[name] = () => { throw new Error(`${name} is not here`); };
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
  if (base64) await unpack(base64);
  const began = performance.now();
  try {
    wasm ??= (await WebAssembly.instantiate(program, imports())).exports;
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
