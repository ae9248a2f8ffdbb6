// Opens a report, handouts, or a page alone in a real browser and checks what only a browser can see, on every page.
// usage: node check.mjs FOLDER or PAGE     (needs Chromium; CHROMIUM names another one than /usr/bin/chromium)
// FOLDER holds a report, or pages of handouts
import { chromium } from 'playwright-core';
import { createRequire } from 'node:module';
import { existsSync, readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import path from 'node:path';

const named = path.resolve(process.argv[2] ?? 'slantscope-report');
const alone = named.endsWith('.html');
const folder = alone ? path.dirname(named) : named;
const html = sub => (existsSync(path.join(folder, sub)) ? readdirSync(path.join(folder, sub)) : []).filter(f => f.endsWith('.html')).sort().map(f => path.join(sub, f));
const pages = alone ? [path.basename(named)] : ['.', 'sources', 'documents'].flatMap(html);
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

let found = [];
function check(what, faults) {
  found.push([what, faults]);
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'],
});

// a page in a tab of its own: a long one takes hundreds of megabytes, which closing gives back
async function open(page, options) {
  const tab = await (await browser.newContext({ viewport: DESK, ...options })).newPage();
  tab.requests = [];
  tab.on('request', r => { if (!r.url().startsWith('file://')) tab.requests.push(r.url()); });
  const began = performance.now();
  await tab.goto(pathToFileURL(path.join(folder, page)).href);
  tab.took = performance.now() - began;
  return tab;
}
const shut = tab => tab.context().close();
const DESK = { width: 1280, height: 900 };
const unfold = tab => tab.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = true; }));

// what a reader without eyes or mouse meets, closed notes opened too
async function access(page, tab, scheme) {
  for (const all of [false, true]) {
    if (all) await unfold(tab);
    await tab.addScriptTag({ path: axe });
    const result = await tab.evaluate(runOnly => window.axe.run(document, { runOnly, resultTypes: ['violations'] }), rules);
    const faults = result.violations.map(v => `${v.impact} ${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 160)} ${v.nodes[0].failureSummary?.split('\n')[1] ?? ''}`);
    check(`${page}: axe, ${scheme}${all ? ', all notes open' : ''}`, faults);
  }
  check(`${page}: requests, ${scheme}`, [...tab.requests]);
}

// no sideways scroll at the widths of a phone, a tablet and a desk
async function layout(page, tab) {
  await unfold(tab);
  for (const width of [320, 768, 1280]) {
    await tab.setViewportSize({ width, height: 900 });
    const wide = await tab.evaluate(() => {
      const room = document.documentElement.clientWidth;
      if (document.documentElement.scrollWidth <= room) return [];
      const out = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > room + 1 && !e.closest('.scroll'));
      return [`${document.documentElement.scrollWidth} of ${room} px`, ...out.map(e => e.outerHTML.slice(0, 100))];
    });
    check(`${page}: sideways scroll at ${width} px`, wide);
  }
  await tab.setViewportSize(DESK);
}

// every drawing has its name and description, in the page and in what the browser tells a screen reader
async function drawings(page, tab) {
  const nameless = await tab.evaluate(() => [...document.querySelectorAll('svg:not(svg svg)')].filter(s => s.getAttribute('role') !== 'img' || !s.querySelector('title')?.textContent || !s.querySelector('desc')?.textContent).map(s => s.outerHTML.slice(0, 100)));
  const session = await tab.context().newCDPSession(tab);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const told = nodes.filter(n => n.role?.value === 'image' && !n.ignored && !(n.name?.value && n.description?.value)).map(n => `a screen reader hears “${n.name?.value}” and “${n.description?.value}”`);
  check(`${page}: drawings without a name or description`, [...nameless, ...told]);
}

// on paper: no letter is cut off at the right edge, and no line of a handout is broken again
async function paper(page) {
  for (const [format, millimetres] of [['A4', 210], ['Letter', 215.9]]) {
    const tab = await open(page, { colorScheme: 'light' });
    await tab.emulateMedia({ media: 'print' });
    const room = Math.floor((millimetres - 30) / 25.4 * 96);
    await tab.setViewportSize({ width: room, height: 1000 });
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
    await shut(tab);
  }
}

// the way of a reader with a keyboard: the skip link first, a filter by the space bar, a rule from its letter and back to the words it marks
async function keyboard(page, tab) {
  const skip = tab.locator('.skip');
  if (await skip.count()) {
    await tab.keyboard.press('Tab');
    check(`${page}: the skip link comes first`, await tab.evaluate(() => document.activeElement?.className === 'skip') ? [] : ['another element has the focus']);
  }
  const box = tab.locator('.key input').first();
  if (await box.count()) {
    const family = await box.getAttribute('id');
    const seen = () => tab.evaluate(f => [getComputedStyle(document.querySelector(`mark.${f}`)).textDecorationLine, getComputedStyle(document.querySelector(`.k.${f}`)).display, getComputedStyle(document.querySelector(`li.${f}`)).display].join(), family);
    const before = await seen();
    await box.focus();
    await tab.keyboard.press('Space');
    const after = await seen();
    check(`${page}: a filter hides its marks, letters and notes`, !before.includes('none') && after === 'none,none,none' ? [] : [`${before} then ${after}`]);
    await tab.keyboard.press('Space');
  }
  const letter = tab.locator('a.k').first();
  if (await letter.count()) {
    await letter.scrollIntoViewIfNeeded();
    await letter.focus();
    const from = await tab.evaluate(() => scrollY);
    await tab.keyboard.press('Enter');
    const there = await tab.evaluate(() => { const rule = document.querySelector('.rule:target'), b = rule?.getBoundingClientRect(); return b ? [b.top >= 0 && b.bottom <= innerHeight, scrollY] : [false, scrollY]; });
    check(`${page}: a letter opens its rule, and the text stays in place`, there[0] && Math.abs(there[1] - from) < 2 ? [] : [`${there} from ${from}`]);
    const back = tab.locator('.rule:target .found a').first();
    await back.focus();
    await tab.keyboard.press('Enter');
    check(`${page}: a rule leads back to its mark`, await tab.evaluate(() => document.querySelector(':target')?.localName === 'mark') ? [] : ['no mark was reached']);
  }
  const line = tab.locator('.questions .where a').first();
  if (await line.count()) {
    await line.focus();
    await tab.keyboard.press('Enter');
    const there = await tab.evaluate(() => document.querySelector(':target')?.classList.contains('line'));
    check(`${page}: a question leads to its line`, there ? [] : ['no line was reached']);
  }
}

// where a page has a search field, what is typed leaves only what holds it, and nothing typed leaves all
async function search(page, tab) {
  if (!(await tab.locator('#search').count())) return;
  const shown = () => tab.evaluate(() => [...document.querySelectorAll('.rule')].filter(r => r.checkVisibility()).length);
  const all = await shown();
  const input = tab.getByRole('searchbox');
  await input.fill('hyland');
  const some = await shown();
  await input.fill('');
  check(`${page}: the search narrows the rules`, 0 < some && some < all && await shown() === all ? [] : [`${some} of ${all}, then ${await shown()}`]);
}

// all that is to be seen on one page; gives how long it took to open
async function look(page) {
  const light = await open(page, { colorScheme: 'light' });
  const words = await light.locator('body').innerText();
  await keyboard(page, light);
  await search(page, light);
  await drawings(page, light);
  await access(page, light, 'light');
  await layout(page, light);
  await shut(light);
  await paper(page);
  const dark = await open(page, { colorScheme: 'dark' });
  await access(page, dark, 'dark');
  await shut(dark);
  const plain = await open(page, { javaScriptEnabled: false });
  check(`${page}: same text with script off`, words === await plain.locator('body').innerText() ? [] : ['the texts differ']);
  await shut(plain);
  return light.took;
}

// a browser that falls over says nothing about a page: once more, and no third time
async function twice(page) {
  try {
    return await look(page);
  } catch (fault) {
    if (!/crashed|closed/i.test(fault.message)) throw fault;
    console.log(`${page}: the browser fell over (${fault.message.split('\n')[0]}); looking once more`);
    found = [];
    return await look(page);
  }
}

let passed = 0, failed = 0, slowest = [0, ''];
for (const page of pages) {
  found = [];
  const took = await twice(page);
  if (took > slowest[0]) slowest = [took, page];
  for (const [what, faults] of found) {
    if (faults.length === 0) { passed += 1; continue; }
    failed += 1;
    console.log(`FAILED ${what}`);
    faults.slice(0, 8).forEach(f => console.log(`  ${f}`));
  }
}
await browser.close();
console.log(`${pages.length} pages, the slowest in ${Math.round(slowest[0])} ms (${slowest[1]}): ${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
