// The analyser of a page, asked from node: takes the program out of the file, as a browser would.
import { readFileSync } from 'node:fs';

/** What the page unpacks with: its own script, which is no module. */
export const unpack = new Function(`${readFileSync(new URL('../page/unpack.js', import.meta.url), 'utf8')}\nreturn unpack;`)();

/** The program inside the page. */
export const program = page => unpack(/<script type="text\/plain" id="program">([^<]*)</.exec(readFileSync(page, 'utf8'))[1]);

/** A function that answers a head and files with a head and bytes. */
export async function analyser(page) {
  const compiled = await WebAssembly.compile(program(page)), imports = {};
  for (const { module, name } of WebAssembly.Module.imports(compiled)) (imports[module] ??= {})[name] = () => { throw new Error(`${name} is not here`); };
  const wasm = (await WebAssembly.instantiate(compiled, imports)).exports;
  return (head, files = []) => {
    const start = new TextEncoder().encode(JSON.stringify(head)), size = files.reduce((n, f) => n + f.length, 4 + start.length), at = wasm.alloc(size);
    new DataView(wasm.memory.buffer, at).setUint32(0, start.length, true);
    const room = new Uint8Array(wasm.memory.buffer, at, size);
    room.set(start, 4);
    let end = 4 + start.length;
    for (const f of files) { room.set(f, end); end += f.length; }
    const out = wasm.call(at, size), view = new DataView(wasm.memory.buffer, out), length = view.getUint32(0, true), headed = view.getUint32(4, true);
    const bytes = Buffer.from(wasm.memory.buffer.slice(out + 8, out + 4 + length));
    wasm.free(out, 4 + length);
    const answer = { head: JSON.parse(bytes.subarray(0, headed)), bytes: bytes.subarray(headed) };
    if (answer.head.error) throw new Error(answer.head.error);
    return answer;
  };
}
