// Opens the page in a real browser: what it writes is what the program writes, it asks the network for nothing, everybody can use it.
// usage: node check.mjs PAGE PROGRAM     (needs Chromium; CHROMIUM names another one than /usr/bin/chromium)
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const require = createRequire(new URL('../../../tests/browser/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const [page, program] = process.argv.slice(2).map(p => path.resolve(p));
const samples = fileURLToPath(new URL('../../../tests/samples/', import.meta.url));
const disk = pathToFileURL(page).href;
const folder = mkdtempSync(path.join(tmpdir(), 'slantscope-page-'));
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let passed = 0, failed = 0;
function check(what, faults) {
  if (faults.length === 0) { passed += 1; return; }
  failed += 1;
  console.log(`FAILED ${what}`);
  faults.slice(0, 8).forEach(f => console.log(`  ${f}`));
}
const same = (what, mine, theirs) => check(what, mine === theirs ? [] : [`${JSON.stringify(mine)?.slice(0, 300)} and not ${JSON.stringify(theirs)?.slice(0, 300)}`]);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
});

/** A new reader with the page open and ready; `asked` collects every request but that for the page itself. */
async function reader(options = {}, address = disk) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, ...options });
  const tab = await context.newPage();
  const asked = [], errors = [];
  tab.on('request', r => { if (!/^(blob|data|about):/.test(r.url()) && r.url().split('#')[0] !== address.split('#')[0]) asked.push(r.url()); });
  tab.on('pageerror', e => errors.push(e.message));
  await tab.goto(address);
  await tab.waitForFunction(() => document.documentElement.dataset.ready, null, { timeout: 60000 });
  return { context, tab, asked, errors };
}
const close = async ({ context, asked, errors }, what) => {
  check(`${what}: requests`, asked);
  check(`${what}: errors`, errors);
  await context.close();
};
const frame = async tab => (await tab.waitForSelector('#place iframe')).contentFrame();
/** Does something that reads the texts anew, and waits until they are read. */
async function reads(tab, work) {
  await tab.evaluate(() => { document.getElementById('state').textContent = ''; });
  await work();
  await tab.waitForFunction(() => document.getElementById('state').textContent || document.getElementById('faults').textContent, null, { timeout: 60000 });
}
async function show(tab, name) {
  await tab.click(`#tab-${name}`);
  await tab.waitForFunction(n => document.getElementById(`tab-${n}`).getAttribute('aria-selected') === 'true' && (document.querySelector('#place iframe')?.contentDocument?.body?.children.length > 1 || document.getElementById('controls').children.length > 0), name);
  await tab.waitForTimeout(300);
}
async function download(tab, label) {
  const [file] = await Promise.all([tab.waitForEvent('download'), tab.getByRole('button', { name: label }).click()]);
  const to = path.join(folder, file.suggestedFilename());
  await file.saveAs(to);
  return to;
}
const run = (...args) => execFileSync(program, args, { cwd: samples, maxBuffer: 1 << 28, encoding: 'utf8' });

async function equal() {
  const r = await reader(), { tab } = r;
  for (const name of ['mixed', 'movement']) {
    const all = readdirSync(path.join(samples, name)).sort();
    for (const file of all.filter(f => !f.endsWith('.toml'))) {
      await reads(tab, () => tab.click('#clear'));
      await reads(tab, () => tab.setInputFiles('#files', [file, 'corpus.toml'].map(f => path.join(samples, name, f))));
      await show(tab, 'save');
      const json = readFileSync(await download(tab, 'Data (JSON)'), 'utf8');
      check(`${name}/${file} in the browser`, json === run('check', '--format', 'json', `${name}/${file}`) ? [] : ['the JSON is another than the program’s']);
      await show(tab, 'report');
    }
    await reads(tab, () => tab.click('#clear'));
    await reads(tab, () => tab.setInputFiles('#folders', path.join(samples, name)));
    await show(tab, 'save');
    const json = readFileSync(await download(tab, 'Data (JSON)'), 'utf8');
    check(`${name} as a folder in the browser`, json === run('check', '--format', 'json', name) ? [] : ['the JSON is another than the program’s']);
    await show(tab, 'report');
  }
  await close(r, 'equality');
}

// the browser reads what is not UTF-8, and reads it as the program does
async function encodings() {
  const r = await reader(), { tab } = r;
  const text = (open, close, apart) => `The harbour board met on Monday${apart}nobody had asked it to. ${open}A disgrace${close}, said the mayor of the town, who had seen the plan.\n`;
  const old = text('\x93', '\x94', '\x97'), page = charset => `<meta charset=${charset}><title>Board</title><p>${old}<p>Caf\xe9 owners stayed away.`;
  const bytes = {
    'marked.txt': Buffer.from(`\ufeff${text('“', '”', '—')}`),
    'wide.txt': Buffer.from(`\ufeff${text('“', '”', '—')}`, 'utf16le'),
    'plain.txt': Buffer.from(old, 'latin1'),
    'pairs.txt': Buffer.from(text('\xa1\xb0', '\xa1\xb1', '\xa1\xaa'), 'latin1'),
    'declared.html': Buffer.from(page('windows-1251'), 'latin1'),
    'latin.html': Buffer.from(page('iso-8859-1'), 'latin1'),
    'shift.html': Buffer.from(`<meta charset=shift_jis><p>${text('\x81\x67', '\x81\x68', '\x81\x5c')}`, 'latin1'),
    'nobody.html': Buffer.from(page('nobody-knows'), 'latin1'),
    'old.rtf': Buffer.from(`{\\rtf1\\ansi\\ansicpg1250 ${text("\\'93", "\\'94", '\x97')}}`, 'latin1'),
  };
  for (const [name, content] of Object.entries(bytes)) {
    writeFileSync(path.join(folder, name), content);
    await reads(tab, () => tab.click('#clear'));
    await reads(tab, () => tab.setInputFiles('#files', path.join(folder, name)));
    await show(tab, 'save');
    const json = readFileSync(await download(tab, 'Data (JSON)'), 'utf8');
    same(`${name} in another encoding`, json, execFileSync(program, ['check', '--format', 'json', name], { cwd: folder, encoding: 'utf8' }));
    await show(tab, 'report');
  }
  await close(r, 'encodings');
}

// the page tries what it must not be able to do, from disk and from a server
async function closed() {
  const server = createServer((request, response) => { response.setHeader('content-type', 'text/html'); response.end(readFileSync(page)); });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  const web = `http://127.0.0.1:${server.address().port}/page.html`;
  // one who listens where the page is not to reach
  let reached = 0;
  const other = createServer((request, response) => { reached += 1; response.end('x'); });
  await new Promise(done => other.listen(0, '127.0.0.1', done));
  for (const address of [disk, web]) {
    const r = await reader({}, address), { tab } = r;
    await tab.waitForTimeout(300);
    check(`${address.slice(0, 5)}: requests`, r.asked.splice(0));
    check(`${address.slice(0, 5)}: a report is shown`, await (await frame(tab)).locator('article.page').count() === 1 ? [] : ['no report']);
    const tries = await tab.evaluate(async far => {
      const out = [], violations = [];
      addEventListener('securitypolicyviolation', e => violations.push(e.effectiveDirective));
      await fetch(far).then(() => out.push('fetch'), () => {});
      await new Promise(done => { const i = new Image(); i.onload = () => { out.push('image'); done(); }; i.onerror = done; i.src = far; });
      try { new WebSocket(far.replace('http', 'ws')); } catch { /* refused */ }
      navigator.sendBeacon?.(far, 'x');
      const s = document.createElement('script');
      s.textContent = 'window.ran = true';
      document.head.append(s);
      if (window.ran) out.push('a script of another');
      const inside = document.querySelector('#place iframe').contentDocument, t = inside.createElement('script');
      t.textContent = 'parent.ran = true';
      inside.head.append(t);
      if (window.ran) out.push('a script in the report');
      await new Promise(done => setTimeout(done, 200));
      return { out, violations };
    }, `http://127.0.0.1:${other.address().port}/`);
    // the browser tells of tries that it refused, too
    r.asked.length = 0;
    same(`${address.slice(0, 5)}: nobody was reached`, reached, 0);
    check(`${address.slice(0, 5)}: nothing gets out`, tries.out);
    check(`${address.slice(0, 5)}: the policy refused each try`, ['connect-src', 'img-src', 'script-src-elem'].filter(d => !tries.violations.includes(d)));
    same(`${address.slice(0, 5)}: nothing is stored`, await tab.evaluate(() => `${document.cookie}${(() => { try { return localStorage.length + sessionStorage.length; } catch { return 0; } })()}`), '0');
    await close(r, address.slice(0, 5));
  }
  server.close();
  other.close();
}

async function looked(tab, what) {
  for (const part of [tab.mainFrame(), ...tab.mainFrame().childFrames()]) {
    await part.evaluate(axe);
    const result = await part.evaluate(runOnly => window.axe.run(document, { runOnly, iframes: false, resultTypes: ['violations'] }), rules);
    check(`${what}: axe${part === tab.mainFrame() ? '' : ', in the frame'}`, result.violations.map(v => `${v.impact} ${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 160)} ${v.nodes[0].failureSummary?.split('\n')[1] ?? ''}`));
    check(`${what}: sideways scroll${part === tab.mainFrame() ? '' : ', in the frame'}`, await part.evaluate(() => {
      const room = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth <= room) return [];
      return [`${document.documentElement.scrollWidth} of ${room} px`, ...[...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > room + 1 && !e.closest('.scroll')).map(e => e.outerHTML.slice(0, 100))];
    }));
  }
}

// every part of the page, light and dark, on a phone and on a desk
async function access() {
  for (const [width, colorScheme] of [[320, 'light'], [320, 'dark'], [768, 'light'], [1280, 'light'], [1280, 'dark']]) {
    const r = await reader({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true }), { tab } = r, where = `${width} px, ${colorScheme}`;
    await frame(tab);
    await looked(tab, `${where}: report`);
    await show(tab, 'compare');
    await looked(tab, `${where}: nothing to compare`);
    await reads(tab, () => tab.click('text=Two samples on one event'));
    await frame(tab);
    await tab.waitForTimeout(300);
    await looked(tab, `${where}: two texts`);
    for (const name of ['report', 'handout', 'class', 'save']) {
      await show(tab, name);
      await looked(tab, `${where}: ${name}`);
    }
    await show(tab, 'class');
    await tab.click('text=Try it as a pupil');
    await tab.waitForSelector('#lesson-text');
    await tab.locator('#lesson-text [data-from]').nth(3).dblclick({ position: { x: 12, y: 10 } });
    await tab.locator('.palette button').first().click();
    await looked(tab, `${where}: marking`);
    await tab.click('text=Compare with the program');
    await looked(tab, `${where}: agreement`);
    await tab.getByRole('button', { name: 'Argue' }).click();
    await looked(tab, `${where}: arguing`);
    await close(r, where);
  }
}

async function keyboard() {
  const r = await reader(), { tab } = r, focus = () => tab.evaluate(() => document.activeElement.id || document.activeElement.className || document.activeElement.localName);
  await tab.evaluate(() => document.activeElement.blur());
  await tab.keyboard.press('Tab');
  same('the skip link comes first', await focus(), 'skip');
  await tab.focus('#box0');
  await reads(tab, async () => { await tab.keyboard.press('Control+A'); await tab.keyboard.type('The regime slaughtered its critics, and everyone knows it. Clearly the brutal junta lied again.'); });
  await tab.waitForTimeout(400);
  const inside = await frame(tab);
  check('typing makes marks', await inside.locator('.m').count() > 1 ? [] : ['no marks']);
  const before = await inside.evaluate(() => document.querySelector('.key input').id);
  await inside.focus(`#${before}`);
  await tab.keyboard.press('Space');
  same('a filter hides its marks', await inside.evaluate(id => getComputedStyle(document.querySelector(`mark.${id}, .m.${id}`)).textDecorationLine, before), 'none');
  await reads(tab, async () => { await tab.focus('#box0'); await tab.keyboard.press('End'); await tab.keyboard.type(' It is a disgrace.'); });
  await tab.waitForTimeout(400);
  const kept = await frame(tab);
  same('the filter stays while the text grows', await kept.evaluate(id => document.getElementById(id).checked, before), false);
  await kept.focus(`#${before}`);
  await tab.keyboard.press('Space');
  await (await frame(tab)).locator('a.k').first().focus();
  await tab.keyboard.press('Enter');
  check('a letter opens its rule', await (await frame(tab)).evaluate(() => document.querySelector(':target')?.matches('.rule') === true) ? [] : ['no rule was reached']);
  const rule = (await frame(tab)).locator('.rule:target a[href*="lexicon.html"]').first();
  await rule.focus();
  await tab.keyboard.press('Enter');
  await tab.waitForFunction(() => /lexicon/i.test(document.querySelector('#place iframe')?.contentDocument?.querySelector('h1')?.textContent ?? ''));
  passed += 1;
  await tab.focus('#tab-report');
  for (const next of ['compare', 'handout', 'class', 'save', 'report']) {
    await tab.keyboard.press('ArrowRight');
    same(`arrow keys reach ${next}`, await tab.evaluate(() => document.activeElement.id), `tab-${next}`);
    await tab.waitForTimeout(250);
  }
  await close(r, 'keyboard');
}

// a text that names markup is shown, not run; what cannot be read is told
async function bad() {
  const r = await reader(), { tab } = r;
  await reads(tab, () => tab.fill('#box0', 'Clearly <img src=x onerror="parent.ran=1"><script>parent.ran=1</script> everyone knows that this is an outrage.'));
  await tab.waitForTimeout(400);
  same('markup in a text does not run', await tab.evaluate(() => window.ran), undefined);
  await reads(tab, () => tab.setInputFiles('#files', [{ name: 'broken.docx', mimeType: 'x', buffer: Buffer.from('PK\u0003\u0004 no archive') }, { name: 'latin.txt', mimeType: 'text/plain', buffer: Buffer.from('The caf\xe9 owner said that the mayor clearly lied to everyone about the harbour.', 'latin1') }]));
  await tab.waitForFunction(() => document.querySelector('#faults li'));
  check('a broken file is told by its name', (await tab.textContent('#faults')).includes('broken.docx') ? [] : [await tab.textContent('#faults')]);
  check('the other file is read', (await tab.textContent('#state')).includes('2 texts') ? [] : [await tab.textContent('#state')]);
  await close(r, 'bad input');
}

// a page that was changed on its way says so, as often as it is asked
async function damaged() {
  const file = path.join(folder, 'damaged.html'), whole = readFileSync(page, 'utf8'), at = whole.indexOf('id="program">') + 500000;
  writeFileSync(file, whole.slice(0, at) + (whole[at] === 'A' ? 'B' : 'A') + whole.slice(at + 1));
  const context = await browser.newContext(), tab = await context.newPage();
  await tab.goto(pathToFileURL(file).href);
  for (const what of ['opened', 'asked again']) {
    await tab.waitForSelector('#faults li', { timeout: 60000 });
    check(`a damaged page, ${what}`, (await tab.textContent('#faults')).includes('please get it again') ? [] : [await tab.textContent('#faults')]);
    await tab.evaluate(() => document.getElementById('faults').replaceChildren());
    await tab.setInputFiles('#files', [{ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('Clearly everyone knows it.') }]);
  }
  await context.close();
}

async function lesson() {
  const r = await reader({ permissions: ['clipboard-read', 'clipboard-write'] }), { tab } = r;
  await show(tab, 'class');
  await tab.fill('#plan-questions', 'Whose word is missing?\nlines 6–7: What would a reporter write?');
  await tab.getByRole('button', { name: 'Copy the link' }).click();
  await tab.waitForFunction(() => document.querySelector('#controls [role=status]').textContent);
  const link = await tab.evaluate(() => document.querySelector('#controls [role=status] a')?.href ?? navigator.clipboard.readText());
  const whole = await download(tab, 'Save a file for the class (HTML)'), alone = await download(tab, 'Save the lesson alone (JSON)');
  await close(r, 'teacher');
  const counts = {};
  let marks;
  for (const [what, address] of [['link', link], ['file', pathToFileURL(whole).href]]) {
    const p = await reader({}, address), { tab } = p;
    same(`${what}: the program’s marks are not seen first`, await tab.locator('#lesson .m:not(.palette .m)').count(), 0);
    same(`${what}: the questions are not seen first`, await tab.locator('.asked').count(), 0);
    await tab.fill('#pupil', 'Ada');
    const before = await tab.locator('#lesson-text').innerText();
    // with the keyboard alone: to a word that the program marks, and to one that it does not
    const families = await tab.locator('.palette li > button').allInnerTexts();
    const figures = 1 + families.findIndex(f => f.includes('Figures'));
    await tab.focus('#lesson-text');
    await tab.keyboard.press('Control+Home');
    for (let i = 0; i < 5; i += 1) await tab.keyboard.press('ArrowDown');
    await tab.keyboard.press('Home');
    await tab.keyboard.press('Control+Shift+ArrowRight');
    await tab.keyboard.press(String(figures));
    await tab.keyboard.type('letters change nothing');
    await tab.keyboard.press('Backspace');
    await tab.keyboard.press('Control+Home');
    await tab.keyboard.press('Control+Shift+ArrowRight');
    await tab.keyboard.press(String(figures === 1 ? 2 : 1));
    same(`${what}: the text cannot be changed`, await tab.locator('#lesson-text').innerText(), before);
    same(`${what}: two marks`, await tab.locator('#own li').count(), 2);
    marks = await download(tab, 'Save my marks');
    await tab.getByRole('button', { name: 'Compare with the program' }).click();
    counts[what] = await tab.locator('#lesson tbody tr:last-child').innerText();
    const row = (await tab.locator('#lesson tbody tr:last-child td').allInnerTexts()).map(Number);
    check(`${what}: one mark agrees, one stands alone`, row[0] === 1 && row[1] === 1 && row[2] > 5 ? [] : [JSON.stringify(row)]);
    await tab.getByRole('button', { name: 'Argue' }).click();
    check(`${what}: the questions are asked`, (await tab.locator('.asked').innerText()).includes('Whose word is missing?') ? [] : ['they are not there']);
    const pdf = await tab.pdf({ format: 'A4' });
    check(`${what}: it prints`, pdf.length > 10000 ? [] : [`${pdf.length} bytes`]);
    await close(p, what);
  }
  same('link and file are one lesson', counts.link, counts.file);
  const again = await reader();
  await again.tab.setInputFiles('#files', marks);
  await again.tab.waitForSelector('#own li');
  same('saved marks come back', await again.tab.locator('#own li').count(), 2);
  same('and the name with them', await again.tab.inputValue('#pupil'), 'Ada');
  await close(again, 'saved marks');
  const small = await reader();
  await small.tab.setInputFiles('#files', alone);
  await small.tab.waitForSelector('#lesson-text');
  passed += 1;
  await close(small, 'the lesson alone');
  const cut = await reader({}, `${link.slice(0, link.length - 400)}`);
  check('a link that was cut says so', (await cut.tab.textContent('#faults')).includes('cut off') ? [] : ['it does not']);
  await close(cut, 'cut link');
}

async function bench() {
  const times = [];
  for (let i = 0; i < 5; i += 1) {
    const r = await reader();
    times.push(Number(await r.tab.evaluate(() => document.documentElement.dataset.ready)));
    await r.context.close();
  }
  const r = await reader(), { tab } = r;
  const texts = ['mixed', 'movement'].flatMap(f => readdirSync(path.join(samples, f)).sort().filter(n => /\.(txt|md)$/.test(n)).map(n => readFileSync(path.join(samples, f, n), 'utf8')));
  const words = texts.join('\n\n').split(/(?<=\s)/).slice(0, 10000).join('');
  const ms = [];
  for (let i = 0; i < 5; i += 1) {
    await reads(tab, () => tab.fill('#box0', `${words} ${i}`));
    ms.push(Number(/read in ([\d,]+) ms/.exec(await tab.textContent('#state'))[1]));
  }
  // the longest time that the page was busy with itself while somebody typed into these ten thousand words
  await tab.evaluate(() => { window.longest = 0; let last = performance.now(); const tick = now => { window.longest = Math.max(window.longest, now - last); last = now; requestAnimationFrame(tick); }; requestAnimationFrame(tick); });
  await tab.focus('#box0');
  await tab.keyboard.type('and still nobody asked who counted', { delay: 40 });
  const gap = await tab.evaluate(() => Math.round(window.longest));
  await r.context.close();
  const file = readFileSync(page), middle = list => list.sort((a, b) => a - b)[2];
  const packed = gzipSync(file, { level: 9 }).length;
  console.log(`page: ${(file.length / 1e6).toFixed(2)} MB, ${(packed / 1e6).toFixed(2)} MB packed with gzip`);
  console.log(`ready: ${middle(times)} ms (of 5: ${times.join(', ')}); 10,000 words: ${middle(ms)} ms (of 5: ${ms.join(', ')}); longest wait while typing: ${gap} ms`);
  check('the page is no larger than 4 MB', file.length <= 4e6 ? [] : [`${file.length} bytes`]);
  check('packed it is no larger than 1.5 MB', packed <= 1.5e6 ? [] : [`${packed} bytes`]);
}

const parts = { equal, encodings, closed, access, keyboard, bad, damaged, lesson, bench };
for (const name of process.argv.length > 4 ? process.argv.slice(4) : Object.keys(parts)) await parts[name]();
await browser.close();
rmSync(folder, { recursive: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
