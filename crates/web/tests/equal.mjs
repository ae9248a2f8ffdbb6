// Holds what the page writes against what the program writes, byte for byte, in node.
// usage: node equal.mjs PAGE PROGRAM
import { analyser } from './analyser.mjs';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const [page, program] = process.argv.slice(2).map(p => path.resolve(p));
const samples = fileURLToPath(new URL('../../../tests/samples/', import.meta.url));
const ask = await analyser(page);
const run = (...args) => execFileSync(program, args, { cwd: samples, maxBuffer: 1 << 28 });
let passed = 0, failed = 0;
function check(what, mine, theirs) {
  if (Buffer.compare(mine, theirs) === 0) { passed += 1; return; }
  failed += 1;
  let at = 0;
  while (mine[at] === theirs[at]) at += 1;
  console.log(`FAILED ${what}: ${mine.length} and ${theirs.length} bytes, apart from byte ${at}\n  page:    ${mine.subarray(Math.max(0, at - 60), at + 60)}\n  program: ${theirs.subarray(Math.max(0, at - 60), at + 60)}`);
}
const walk = folder => readdirSync(path.join(samples, folder)).sort().map(f => `${folder}/${f}`);
const read = (paths, files) => ask({ do: 'read', paths, files: files.map(f => ({ path: f, size: statSync(path.join(samples, f)).size })) }, files.map(f => readFileSync(path.join(samples, f))));

for (const folder of ['mixed', 'movement']) {
  const all = walk(folder), documents = all.filter(f => !f.endsWith('.toml'));
  for (const f of documents) {
    read([f], [f, `${folder}/corpus.toml`]);
    check(`${f} as JSON`, ask({ do: 'json' }).bytes, run('check', '--format', 'json', f));
    check(`${f} as CSV`, ask({ do: 'csv' }).bytes, run('check', '--format', 'csv', f));
    if (f.endsWith('.jsonl')) continue;
    for (const level of ['first', 'middle', 'upper']) check(`handout of ${f}, ${level}`, ask({ do: 'handout', documents: [0], level, key: true }).bytes, run('handout', f, '--level', level, '--key', '--format', 'html'));
    check(`handout of ${f} as DOCX`, ask({ do: 'handout', documents: [0], docx: true }).bytes, run('handout', f, '--format', 'docx'));
  }
  // a whole folder: its JSON, and every file of its report
  read([folder], all);
  check(`${folder} as JSON`, ask({ do: 'json' }).bytes, run('check', '--format', 'json', folder));
  const out = mkdtempSync(path.join(tmpdir(), 'slantscope-'));
  run('report', folder, '--out', out);
  for (const entry of readdirSync(out, { recursive: true, withFileTypes: true }).filter(e => e.isFile())) {
    const file = path.join(entry.parentPath ?? entry.path, entry.name), name = path.relative(out, file);
    if (name.endsWith('.html')) check(`${folder}: ${name}`, ask({ do: 'page', name }).bytes, readFileSync(file));
  }
  rmSync(out, { recursive: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
