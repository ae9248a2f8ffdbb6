// Opens a report, handouts, or a page alone in a real browser and checks what only a browser can see.
// usage: node check.mjs FOLDER or PAGE     (needs Chromium; CHROMIUM names another one than /usr/bin/chromium)
// FOLDER holds a report, or pages of handouts; of a report, one page of each kind is looked at
import { chromium } from 'playwright-core';
import { createRequire } from 'node:module';
import { existsSync, readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import path from 'node:path';

const named = path.resolve(process.argv[2] ?? 'slantscope-report');
const alone = named.endsWith('.html');
const folder = alone ? path.dirname(named) : named;
// the first page of a folder; a corpus whose sources have no name has no pages of sources
const first = sub => (existsSync(path.join(folder, sub)) ? readdirSync(path.join(folder, sub)) : []).filter(f => f.endsWith('.html')).sort().slice(0, 1).map(f => path.join(sub, f));
const here = readdirSync(folder).filter(f => f.endsWith('.html')).sort();
const pages = alone ? [path.basename(named)] : here.includes('index.html') ? [...here, ...first('sources'), ...first('documents')] : here;
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

let passed = 0, failed = 0;
function check(what, faults) {
  if (faults.length === 0) { passed += 1; return; }
  failed += 1;
  console.log(`FAILED ${what}`);
  faults.slice(0, 8).forEach(f => console.log(`  ${f}`));
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
});

async function open(page, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const tab = await context.newPage();
  const requests = [];
  tab.on('request', r => { if (!r.url().startsWith('file://')) requests.push(r.url()); });
  await tab.goto(pathToFileURL(path.join(folder, page)).href);
  return { context, tab, requests };
}

// what a reader without eyes or mouse meets, in light and in dark, closed notes opened too
async function access(page) {
  for (const colorScheme of ['light', 'dark']) {
    const { context, tab, requests } = await open(page, { colorScheme });
    for (const opened of [false, true]) {
      if (opened) await tab.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = true; }));
      await tab.addScriptTag({ path: axe });
      const result = await tab.evaluate(runOnly => window.axe.run(document, { runOnly, resultTypes: ['violations'] }), rules);
      const faults = result.violations.map(v => `${v.impact} ${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 160)} ${v.nodes[0].failureSummary?.split('\n')[1] ?? ''}`);
      check(`${page}: axe, ${colorScheme}${opened ? ', all notes open' : ''}`, faults);
    }
    check(`${page}: requests, ${colorScheme}`, requests);
    await context.close();
  }
}

// no sideways scroll, and every drawing named, at the widths of a phone, a tablet and a desk
async function layout(page) {
  for (const width of [320, 768, 1280]) {
    const { context, tab } = await open(page, { viewport: { width, height: 900 } });
    const wide = await tab.evaluate(() => {
      document.querySelectorAll('details').forEach(d => { d.open = true; });
      const room = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth <= room) return [];
      const out = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > room + 1 && !e.closest('.scroll'));
      return [`${document.documentElement.scrollWidth} of ${room} px`, ...out.map(e => e.outerHTML.slice(0, 100))];
    });
    check(`${page}: sideways scroll at ${width} px`, wide);
    await context.close();
  }
  const { context, tab } = await open(page);
  const nameless = await tab.evaluate(() => [...document.querySelectorAll('svg')].filter(s => s.getAttribute('role') !== 'img' || !s.querySelector('title')?.textContent || !s.querySelector('desc')?.textContent).map(s => s.outerHTML.slice(0, 100)));
  check(`${page}: drawings without a name or description`, nameless);
  await context.close();
}

// on paper: no letter is cut off at the right edge, and no line of a handout is broken again
async function paper(page) {
  const { context, tab } = await open(page);
  for (const [format, millimetres] of [['A4', 210], ['Letter', 215.9]]) {
    const room = Math.floor((millimetres - 30) / 25.4 * 96);
    await tab.setViewportSize({ width: room, height: 1000 });
    await tab.emulateMedia({ media: 'print' });
    const cut = await tab.evaluate(room => {
      const out = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.textContent.trim() || !node.parentElement.checkVisibility({ visibilityProperty: true }) || node.parentElement.closest('caption, .skip')) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const box of range.getClientRects()) if (box.width > 1 && (box.right > room + 1 || box.left < -1)) { out.push(`${Math.round(box.right)} of ${room} px: ${node.textContent.trim().slice(0, 80)}`); break; }
      }
      for (const line of document.querySelectorAll('.line .in')) if (line.getBoundingClientRect().height > 34) out.push(`broken again: ${line.textContent}`);
      return out;
    }, room);
    check(`${page}: cut on ${format}`, cut);
    const pdf = await tab.pdf({ format, preferCSSPageSize: false });
    check(`${page}: a PDF on ${format}`, pdf.length > 5000 && pdf.subarray(0, 5).toString() === '%PDF-' ? [] : [`${pdf.length} bytes`]);
  }
  await context.close();
}

async function scripts(page) {
  const texts = [];
  for (const javaScriptEnabled of [true, false]) {
    const { context, tab } = await open(page, { javaScriptEnabled });
    texts.push(await tab.locator('body').innerText());
    await context.close();
  }
  check(`${page}: same text with script off`, texts[0] === texts[1] ? [] : ['the texts differ']);
}

// the way of a reader with a keyboard: the skip link first, a filter by the space bar, a note from its letter
async function keyboard(page) {
  const { context, tab } = await open(page);
  await tab.keyboard.press('Tab');
  check(`${page}: the skip link comes first`, await tab.evaluate(() => document.activeElement?.className === 'skip') ? [] : ['another element has the focus']);
  const box = tab.locator('.key input').first();
  if (await box.count()) {
    const family = await box.getAttribute('id');
    const line = () => tab.locator(`mark.${family}`).first().evaluate(m => getComputedStyle(m).textDecorationLine);
    const before = await line();
    await box.focus();
    await tab.keyboard.press('Space');
    const after = await line();
    check(`${page}: a filter hides its marks`, before !== 'none' && after === 'none' ? [] : [`${before} then ${after}`]);
    await tab.keyboard.press('Space');
  }
  const letter = tab.locator('sup.k a').first();
  if (await letter.count()) {
    await letter.focus();
    await tab.keyboard.press('Enter');
    const opened = await tab.evaluate(() => document.querySelector(':target')?.closest('details')?.open === true);
    check(`${page}: a letter opens its note`, opened ? [] : ['the note stayed closed']);
  }
  const line = tab.locator('.questions .where a').first();
  if (await line.count()) {
    await line.focus();
    await tab.keyboard.press('Enter');
    const there = await tab.evaluate(() => document.querySelector(':target')?.classList.contains('line'));
    check(`${page}: a question leads to its line`, there ? [] : ['no line was reached']);
  }
  await context.close();
}

// where a page has a search field, what is typed leaves only what holds it, and nothing typed leaves all
async function search(page) {
  const { context, tab } = await open(page);
  if (!(await tab.locator('#search').count())) return context.close();
  const shown = () => tab.evaluate(() => [...document.querySelectorAll('.rule')].filter(r => r.checkVisibility()).length);
  const all = await shown();
  const input = tab.getByRole('searchbox');
  await input.fill('hyland');
  const some = await shown();
  await input.fill('');
  check(`${page}: the search narrows the rules`, 0 < some && some < all && await shown() === all ? [] : [`${some} of ${all}, then ${await shown()}`]);
  await context.close();
}

for (const page of pages) {
  await access(page);
  await paper(page);
  await layout(page);
  await scripts(page);
}
for (const page of alone ? [] : here.includes('index.html') ? ['index.html', ...first('documents')] : here) await keyboard(page);
for (const page of pages) await search(page);
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
