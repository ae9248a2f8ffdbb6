// Makes a report, handouts and a lexicon page of a hundred payloads that stand wherever a stranger may write, and opens every page
// in a real browser: as it is, where nothing may run or be asked for, and under a strict policy, which nothing may violate.
// usage: node hostile.mjs PROGRAM
import { chromium } from 'playwright-core';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { pathToFileURL } from 'node:url';
import path from 'node:path';

const program = path.resolve(process.argv[2] ?? 'target/release/slantscope');
const run = 'window.ran=(window.ran||0)+1';
const away = 'http://evil.example/x';

// what runs where markup is not written out: in content, attributes, style, drawings, links, comments, frames
const wraps = [
  s => s, s => `">${s}`, s => `'>${s}`, s => `</title>${s}`, s => `</style>${s}`, s => `</textarea>${s}`, s => `-->${s}`, s => `]]>${s}`, s => `</svg>${s}`, s => `</code></p>${s}`,
];
const cores = [
  `<script>${run}</script>`,
  `<img src=x onerror=${run}>`,
  `<svg onload="${run}"><title>x</title></svg>`,
  `<svg><script>${run}</script><animate onbegin="${run}" attributeName=x dur=1s></svg>`,
  `<iframe srcdoc="<script>parent.ran=1</script>"></iframe><object data="data:text/html,<script>opener.ran=1</script>"></object>`,
  `<body onpageshow="${run}"><details open ontoggle="${run}">x</details>`,
  `<style>@import url(${away}.css); *{background:url(${away}.png)!important}</style><link rel=stylesheet href=${away}>`,
  `" onmouseover="${run}" autofocus onfocus="${run}" style="animation:a 1s" onanimationstart="${run}" x="`,
  `<a href="javascript:${run}" id=click>x</a><form action=${away}><button id=click2 formaction="javascript:${run}">x</button></form><base href=${away}><meta http-equiv=refresh content="0;url=${away}">`,
  `{{constructor.constructor('${run}')()}}\${${run}}<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${run}&gt;">`,
];
const payloads = wraps.flatMap(wrap => cores.map(core => wrap(core)));

const work = mkdtempSync(path.join(tmpdir(), 'slantscope-hostile-'));
const file = (name, text) => { mkdirSync(path.dirname(path.join(work, name)), { recursive: true }); writeFileSync(path.join(work, name), text); };
const text = p => `${p}\n\nBy ${p}\n\nClearly, the regime ${p} lied to 300 ${p} people, said ${p}. “${p} is a crime,” said Ann ${p} Roe of the ${p} Board. According to ${p}, everyone knows the regime. See https://a.example/${p} [1]. `.repeat(4);
file('in/feed.jsonl', payloads.map((p, i) => JSON.stringify({
  id: `${i} ${p}`, title: p, source: `${p} ${i % 5}`, author: p, date: `2031-0${1 + i % 9}-1${i % 9} ${p}`, url: i % 2 ? `javascript:${run}//${p}` : `https://a.example/${p}`, genre: i % 3 ? 'news' : p, text: text(p), [p]: p,
})).join('\n'));
file(`in/a <img src=x onerror=${run}> "'.txt`, text(payloads[1]));
file(`in/b <svg onload=${run}>.docx`, 'this is no archive');
file('in/page.html', `<html><head><title>${payloads[0]}</title><meta property="og:site_name" content='${payloads[11]}'></head><body><article><h1>T ${cores[2]}</h1><p>${text('&lt;script&gt;' + run + '&lt;/script&gt;')}</p></article></body></html>`);
file('in/corpus.toml', `title = '''${payloads[0]}'''\n[[document]]\nfiles = "*.txt"\nowner = '''${payloads[3]}'''\nperspective = '''${payloads[2]}'''\n[[actor]]\nname = '''${payloads[1]} regime'''\naliases = ["regime"]\n`);
const quoted = p => JSON.stringify(p);
file('rules/loaded/hostile.toml', `id = "loaded.hostile"\ntitle = ${quoted(payloads[0])}\nstatus = "preview"\nwhat = ${quoted(payloads[1] + '.')}\nwhy = ${quoted(payloads[2] + '. It is so.')}\nlimits = ${quoted(payloads[3] + '. It is so.')}\nask = ${quoted(payloads[7] + '?')}\nsources = ["hostile"]\n[match]\nterms = [{ term = "board", plain = ${quoted(payloads[1])} }]\n[when]\nnames = "allow"\n[score]\nweight = 0.5\n[test]\nhit = [${quoted(`A {board} ${cores[1]} sat.`)}, "The {board} sat."]\nmiss = ["A boarder came.", "It rained."]\n`);
file('rules/sources.toml', `[hostile]\ncite = ${quoted(payloads[0])}\n`);
file('rules/pack.toml', `id = "p"\ntitle = ${quoted(payloads[0])}\n[[adjust]]\nrule = "loaded.state-power"\nreason = ${quoted(payloads[0])}\nweight = 0.9\n`);

const call = (args, codes = [0]) => {
  try { execFileSync(program, args, { cwd: work, stdio: 'pipe' }); }
  catch (e) { if (!codes.includes(e.status)) throw new Error(`${args.join(' ')} ended with ${e.status}: ${e.stderr}`); }
};
call(['report', 'in', '--out', 'report', '--title', payloads[0], '--lexicon', 'rules'], [0, 2]);
const article = readdirSync(path.join(work, 'in')).find(f => f.startsWith('a '));
call(['handout', path.join('in', article), '--key', '--level', 'upper', '--out', 'report/handout.html']);
call(['lexicon', 'page', '--lexicon', 'rules', '--out', 'report/rules.html']);

const pages = [];
(function walk(folder) {
  for (const name of readdirSync(folder)) {
    const at = path.join(folder, name);
    if (statSync(at).isDirectory()) walk(at); else if (/\.(html|svg)$/.test(name)) pages.push(at);
  }
})(path.join(work, 'report'));

let failed = 0;
const fail = (page, what) => { failed += 1; if (failed <= 20) console.log(`FAILED ${path.relative(work, page)}: ${what}`); };
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'] });
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

// the page of all rules has one script of ours, to search it
const scripted = page => page.endsWith('rules.html');
for (const strict of [false, true]) {
  const context = await browser.newContext();
  const tab = await context.newPage();
  let here = '';
  tab.on('dialog', d => { fail(here, `a dialog: ${d.message()}`); d.dismiss(); });
  tab.on('request', r => { if (!/^(file|data):/.test(r.url()) && !r.url().startsWith('http://report.example/')) fail(here, `asks for ${r.url()}`); });
  tab.on('console', m => { if (strict && /Content Security Policy/.test(m.text()) && !scripted(here)) fail(here, m.text().slice(0, 200)); });
  if (strict) {
    await tab.route('http://report.example/**', route => {
      const at = path.join(work, 'report', decodeURIComponent(new URL(route.request().url()).pathname));
      route.fulfill({ body: readFileSync(at), contentType: at.endsWith('.svg') ? 'image/svg+xml' : 'text/html; charset=utf-8', headers: { 'Content-Security-Policy': policy } });
    });
  }
  for (const page of pages) {
    here = page;
    const inside = path.relative(path.join(work, 'report'), page).split(path.sep).join('/');
    await tab.goto(strict ? `http://report.example/${inside}` : pathToFileURL(page).href);
    const found = await tab.evaluate(() => {
      document.querySelectorAll('details').forEach(d => { d.open = true; });
      const handlers = [...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => a.name.startsWith('on') || /^\s*javascript:/i.test(a.value) && ['href', 'src', 'action', 'formaction', 'xlink:href'].includes(a.name)));
      const alien = [...document.querySelectorAll('script, iframe, object, embed, base, form, img, link[rel=stylesheet], meta[http-equiv=refresh]')].map(e => e.outerHTML.slice(0, 100));
      const links = [...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href')).filter(h => /^[a-z]+:/i.test(h));
      return { ran: window.ran, handlers: handlers.map(e => e.outerHTML.slice(0, 100)), alien, links };
    });
    if (found.ran) fail(page, 'a payload ran');
    found.handlers.forEach(h => fail(page, `a handler: ${h}`));
    found.alien.filter(a => !(scripted(page) && a.startsWith('<script'))).forEach(a => fail(page, `an element of others: ${a}`));
    found.links.forEach(l => fail(page, `a link out: ${l}`));
  }
  await context.close();
}
await browser.close();
rmSync(work, { recursive: true });
console.log(`${payloads.length} payloads on ${pages.length} pages and drawings, with and without a policy: ${failed ? `${failed} FAILED` : 'nothing runs'}`);
process.exit(failed || pages.length < 100 ? 1 : 0);
