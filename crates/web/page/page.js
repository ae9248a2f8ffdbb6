// The page around the analyser: texts in, pages of the report out.
'use strict';
const $ = id => document.getElementById(id);
// what a file for a class is made from, before anything changes here
const shell = $('shell').innerHTML;

/** An element with attributes and children; functions become listeners. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.filter(c => c != null && c !== false));
  return element;
}
const plural = (n, one, many = one + 's') => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

// the analyser, one request after another

const worker = new Worker(URL.createObjectURL(new Blob([$('worker').textContent], { type: 'text/javascript' })));
const open = new Map();
let asked = 0;
worker.onmessage = ({ data }) => { open.get(data.id)?.(data); open.delete(data.id); };
function ask(head, files = [], more = {}) {
  return new Promise((done, no) => {
    asked += 1;
    open.set(asked, answer => (answer.head.error ? no(Object.assign(new Error(answer.head.error), answer.head)) : done(answer)));
    worker.postMessage({ id: asked, head, files, ...more }, files);
  });
}
const text = bytes => new TextDecoder().decode(bytes);
const bytes = words => new TextEncoder().encode(words).buffer;

// the texts

let samples = [];
let boxes = [{ path: null, text: '' }];
let files = [];
let documents = [];
let busy = false, again = false, timer = 0;

/** The name under which a pasted text is read: its letters say whether it is a web page. */
const named = (box, i) => box.path ?? `${i === 0 ? 'pasted-text' : 'second-text'}.${/^\s*<(!doctype|html)/i.test(box.text) ? 'html' : 'txt'}`;

/** All that is to be read: files with their paths, and the paths that are named. */
function gathered() {
  const held = [], paths = [];
  boxes.forEach((box, i) => {
    if (!box.text.trim()) return;
    const path = named(box, i), sample = samples.find(s => s.path === box.path);
    held.push({ path, bytes: bytes(box.text) });
    paths.push(path);
    if (sample && !held.some(h => h.path === sample.corpus)) held.push({ path: sample.corpus, bytes: bytes(samples.corpora[sample.corpus]) });
  });
  for (const file of files) {
    held.push({ path: file.path, bytes: file.bytes.slice(0) });
    const [top, inside] = file.path.split('/', 2);
    if (!paths.includes(top) && (inside || top !== 'corpus.toml')) paths.push(top);
  }
  return { held, paths };
}

/** Reads all texts again; while one reading is under way, the next one waits and takes what is there then. */
async function read() {
  clearTimeout(timer);
  if (busy) { again = true; return; }
  busy = true;
  const { held, paths } = gathered();
  const folders = paths.some(p => held.some(h => h.path.startsWith(`${p}/`)));
  const title = folders ? null : paths.length > 1 ? 'These texts' : 'The report';
  try {
    if (paths.length === 0) {
      documents = [];
      faults([]);
      state('No text yet. Paste one, choose a file, or take a sample.');
    } else {
      const { head, time } = await ask({ do: 'read', paths, title, files: held.map(h => ({ path: h.path, size: h.bytes.byteLength })) }, held.map(h => h.bytes));
      documents = head.documents;
      faults(head.errors);
      const words = documents.reduce((sum, d) => sum + d.words, 0), marks = documents.reduce((sum, d) => sum + d.marks, 0);
      state(documents.length === 0 ? 'Nothing could be read.' : `${documents.length > 1 ? `${documents.length} texts, ` : ''}${plural(words, 'word')}, ${plural(marks, 'mark')}, read in ${Math.max(1, Math.round(time))} ms.`);
    }
    await inTurn(refresh);
  } catch (e) {
    documents = [];
    failed(e);
  }
  busy = false;
  if (again) { again = false; await read(); }
}
// the longer a page takes to be drawn, the longer a pause in typing it waits for
let cost = 0;
const soon = () => { clearTimeout(timer); timer = setTimeout(read, Math.min(3000, Math.max(250, 4 * cost))); };
const state = words => { $('state').textContent = words; };
function failed(e) {
  if (e.detail) console.error(e.detail);
  state('');
  faults([{ error: e.message }]);
  blank();
}
function faults(errors) {
  $('faults').replaceChildren(...(errors.length ? [make('ul', { class: 'faults', role: 'alert' }, ...errors.map(e => make('li', {}, e.path ? make('code', {}, e.path + (e.line ? `, line ${e.line}` : '')) : null, e.path ? ' ' : null, e.error)))] : []));
}

function drawTexts() {
  $('boxes').replaceChildren(...boxes.map((box, i) => {
    const area = make('textarea', { id: `box${i}`, spellcheck: 'false', rows: boxes.length > 1 ? '9' : '18', placeholder: 'Paste a text here', 'aria-label': boxes.length > 1 ? `Text ${'AB'[i]}` : 'Text', input: e => {
      box.text = e.target.value;
      if (!still(box)) box.path = null;
      soon();
    } });
    area.value = box.text;
    return area;
  }));
  $('second').hidden = boxes.length > 1;
  const groups = new Map();
  for (const f of files) { const top = f.path.split('/')[0]; groups.set(top, (groups.get(top) ?? 0) + (f.path.endsWith('corpus.toml') && f.path.includes('/') ? 0 : 1)); }
  $('held').replaceChildren(...[...groups].map(([top, n]) => make('li', {}, make('span', {}, files.some(f => f.path.startsWith(`${top}/`)) ? `${top} (${plural(n, 'file')})` : top), make('button', { type: 'button', 'aria-label': `Take ${top} out`, click: () => { files = files.filter(f => f.path.split('/')[0] !== top); drawTexts(); read(); } }, 'take out'))));
}

/** Whether a box still holds its sample: half of its paragraphs, so that nobody else's words get its author. */
function still(box) {
  const paragraphs = samples.find(s => s.path === box.path)?.text.split('\n').filter(p => p.trim()) ?? [];
  return paragraphs.filter(p => box.text.includes(p)).length * 2 >= Math.max(1, paragraphs.length);
}

/** Puts files beside the texts; a lesson or marks that were saved open the class. */
async function take(list) {
  const taken = [];
  for (const { path, file } of list) {
    const content = await file.arrayBuffer();
    if (path.endsWith('.json') && await opened(content)) return;
    taken.push({ path, bytes: content });
  }
  if (taken.length === 0) return;
  // a sample gives way to the first file
  if (files.length === 0 && boxes.every(b => b.path || !b.text.trim())) boxes = [{ path: null, text: '' }];
  files = files.filter(f => !taken.some(t => t.path === f.path)).concat(taken);
  drawTexts();
  await read();
}

async function entries(entry, into) {
  if (entry.isFile) into.push({ path: entry.fullPath.replace(/^\//, ''), file: await new Promise((done, no) => entry.file(done, no)) });
  else {
    const reader = entry.createReader();
    for (let some = [1]; some.length;) {
      some = await new Promise((done, no) => reader.readEntries(done, no));
      for (const e of some) if (!e.name.startsWith('.')) await entries(e, into);
    }
  }
}

function choose(sample, i = 0) {
  const at = samples.find(s => s.path === sample);
  boxes[i] = { path: at.path, text: at.text };
}

// pages of the report, each in a frame that can run nothing

let frame = null, shown = '', dropped = () => {};
const STRICT = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">';

function blank() {
  frame?.remove();
  frame = null;
  shown = '';
  dropped();
}

/** Shows a page; where it is the one that is shown, its words are replaced and the reader stays in place. */
async function show(html, name, title, hash = '') {
  if (frame && shown === name && !hash) return patch(html);
  blank();
  shown = name;
  frame = make('iframe', { title, scrolling: 'no', srcdoc: html.replace('<meta charset="utf-8">', m => m + STRICT) });
  const mine = frame;
  const loaded = new Promise(done => { frame.addEventListener('load', done, { once: true }); dropped = done; });
  $('place').replaceChildren(frame);
  await loaded;
  if (frame !== mine) return;
  const inside = frame.contentDocument;
  inside.addEventListener('click', follow);
  const fit = () => { if (frame?.contentDocument === inside) frame.style.height = `${Math.ceil(inside.documentElement.getBoundingClientRect().height)}px`; };
  new ResizeObserver(fit).observe(inside.documentElement);
  fit();
  if (hash) jump(hash);
}

function patch(html) {
  const began = performance.now();
  const inside = frame.contentDocument, fresh = new DOMParser().parseFromString(html, 'text/html');
  const unticked = [...inside.querySelectorAll('input:not(:checked)')].map(i => i.id);
  for (const id of unticked) { const box = fresh.getElementById(id); if (box) box.removeAttribute('checked'); }
  inside.querySelector('style').textContent = fresh.querySelector('style').textContent;
  inside.body.replaceChildren(...inside.importNode(fresh.body, true).childNodes);
  inside.documentElement.getBoundingClientRect();
  cost = performance.now() - began;
}

/** A place in the page that is shown: what hides it is opened. */
function jump(hash) {
  const id = decodeURIComponent(hash), there = frame.contentDocument.getElementById(id);
  if (!there) return;
  for (let e = there; e; e = e.parentElement) if (e.localName === 'details') e.open = true;
  frame.contentWindow.location.hash = id;
  if (!there.matches('a, button, input, summary')) there.setAttribute('tabindex', '-1');
  there.focus({ preventScroll: true });
  there.scrollIntoView({ block: there.getBoundingClientRect().height > innerHeight / 2 ? 'start' : 'center' });
}

function follow(event) {
  const link = event.target.closest?.('a[href]');
  if (!link) return;
  const [path, hash = ''] = link.getAttribute('href').split('#');
  event.preventDefault();
  if (path === '') return jump(hash);
  const name = new URL(path, `http://report/${shown}`).pathname.slice(1);
  if (tab !== 'report') select('report', { name, hash });
  else inTurn(() => page(name, hash));
}

async function page(name, hash = '') {
  const { bytes } = await ask({ do: 'page', name });
  await show(text(bytes), name, 'The report', hash);
  if (!hash && $('view').getBoundingClientRect().top < 0) $('view').scrollIntoView();
}

const front = () => (documents.length === 1 ? documents[0].page : 'index.html');

// the tabs

/** One thing after another, so that what was asked for last is what is seen. */
let turn = Promise.resolve();
const inTurn = work => (turn = turn.then(() => work()).catch(failed));

let tab = 'report';
const TABS = ['report', 'compare', 'handout', 'class', 'save'];

function select(name, at = null) {
  tab = name;
  for (const t of TABS) {
    $(`tab-${t}`).setAttribute('aria-selected', t === name);
    $(`tab-${t}`).tabIndex = t === name ? 0 : -1;
  }
  $('view').setAttribute('aria-labelledby', `tab-${name}`);
  return inTurn(() => {
    $('controls').replaceChildren();
    blank();
    return refresh(at);
  });
}

async function refresh(at) {
  if (documents.length === 0) {
    blank();
    $('controls').replaceChildren();
    return;
  }
  if (tab === 'report') {
    const here = shown && (shown === 'index.html' || documents.some(d => d.page === shown)) && !(documents.length === 1 && shown === 'index.html') ? shown : front();
    await page(at?.name ?? here, at?.hash ?? '');
  } else await { compare: comparison, handout: sheets, class: teacher, save: downloads }[tab]();
}

const options = (selected, none) => [none ? make('option', { value: '' }, none) : null, ...documents.map((d, i) => make('option', { value: i, selected: i === selected }, d.source && documents.length > 2 ? `${d.name} (${d.source})` : d.name))];
/** A choice with its label before it. */
const choice = (id, label, items, change) => make('p', { class: 'choice' }, make('label', { for: id }, label), ' ', make('select', { id, change }, ...items.filter(Boolean)));
const tick = (id, label, checked, change) => make('p', { class: 'choice' }, make('label', { for: id }, make('input', { type: 'checkbox', id, checked, change }), ` ${label}`));
const button = (label, click, attributes = {}) => make('button', { type: 'button', click, ...attributes }, label);

// two texts

const sides = [0, 1];
async function comparison() {
  if (documents.length < 2) {
    blank();
    $('controls').replaceChildren(make('p', {}, 'A comparison needs two texts. Add a second one, or begin with two of the samples: a news agency and a party’s paper on the same night.'), make('p', { class: 'tools' }, button('Add a second text', second), ' ', button('Two samples on one event', pair)));
    return;
  }
  sides.forEach((s, i) => { if (s >= documents.length) sides[i] = i; });
  if (sides[0] === sides[1]) sides[1] = sides[0] === 0 ? 1 : 0;
  if (documents.length > 2) {
    const set = i => e => { sides[i] = Number(e.target.value); if (sides[0] === sides[1]) sides[1 - i] = documents.findIndex((_, d) => d !== sides[i]); inTurn(comparison); };
    $('controls').replaceChildren(make('div', { class: 'choices' }, choice('side-a', 'A', options(sides[0]), set(0)), choice('side-b', 'B', options(sides[1]), set(1))));
  } else $('controls').replaceChildren();
  const { bytes } = await ask({ do: 'compare', documents: sides });
  await show(text(bytes), 'compare.html', 'Two texts side by side');
}

function second() {
  if (boxes.length < 2) boxes.push({ path: null, text: '' });
  drawTexts();
  $('box1').focus();
}
function pair() {
  files = [];
  choose('mixed/01-rally-report.txt', 0);
  choose('mixed/05-opposition-paper.txt', 1);
  drawTexts();
  read();
}

// sheets

const sheet = { document: 0, with: '', level: 'middle', key: false, hide: false };
const LEVELS = [['first', 'first steps: 3 questions'], ['middle', 'practised readers: 5'], ['upper', 'experienced readers: 7']];
const levels = chosen => LEVELS.map(([value, label]) => make('option', { value, selected: value === chosen }, label));
async function sheets() {
  if (sheet.document >= documents.length) sheet.document = 0;
  if (sheet.with !== '' && (sheet.with >= documents.length || sheet.with === sheet.document)) sheet.with = '';
  const set = (name, of = e => e.target.value) => e => { sheet[name] = of(e); inTurn(made); };
  const number = e => (e.target.value === '' ? '' : Number(e.target.value));
  const ticked = e => e.target.checked;
  const head = docx => ({ do: 'handout', documents: sheet.with === '' ? [sheet.document] : [sheet.document, sheet.with], level: sheet.level, key: sheet.key, hide_source: sheet.hide, docx });
  const name = () => `${documents[sheet.document].page.replace(/^.*\/|\.html$/g, '')}-handout`;
  const made = async () => show(text((await ask(head(false))).bytes), 'handout', 'The handout');
  $('controls').replaceChildren(
    make('div', { class: 'choices' },
      documents.length > 1 && choice('sheet-text', 'Text', options(sheet.document), set('document', number)),
      documents.length > 1 && choice('sheet-with', 'beside', options(sheet.with, 'no other'), set('with', number)),
      choice('sheet-level', 'For', levels(sheet.level), set('level')),
      tick('sheet-key', 'teacher’s key', sheet.key, set('key', ticked)),
      tick('sheet-hide', 'hide who published it', sheet.hide, set('hide', ticked))),
    make('p', { class: 'tools' }, button('Print', print, { class: 'first' }), ' ',
      button('Save for a word processor (DOCX)', () => inTurn(async () => save(`${name()}.docx`, (await ask(head(true))).bytes))), ' ',
      button('Save as a page (HTML)', () => inTurn(async () => save(`${name()}.html`, (await ask(head(false))).bytes)))));
  await made();
}

function print() {
  frame.contentWindow.focus();
  frame.contentWindow.print();
}

// files

function save(name, content) {
  const type = { html: 'text/html', json: 'application/json', csv: 'text/csv' }[name.split('.').pop()] ?? 'application/octet-stream';
  const url = URL.createObjectURL(new Blob([content], { type }));
  make('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

/** A page of the report that stands alone: what leads to other pages leads to the same on this page, or nowhere. */
function alone(html) {
  const page = new DOMParser().parseFromString(html, 'text/html');
  for (const link of page.querySelectorAll('a[href]')) {
    const [path, hash = ''] = link.getAttribute('href').split('#');
    if (path === '' || /^[a-z]+:/.test(path)) continue;
    if (page.getElementById(`r-${hash}`)) link.setAttribute('href', `#r-${hash}`);
    else link.replaceWith(...link.childNodes);
  }
  return `<!doctype html>\n${page.documentElement.outerHTML}\n`;
}

async function downloads() {
  blank();
  const stem = documents.length === 1 ? documents[0].page.replace(/^.*\/|\.html$/g, '') : 'slantscope-report';
  const get = async head => (await ask(head)).bytes;
  const row = (label, about, click) => make('li', {}, button(label, () => inTurn(click)), make('span', {}, about));
  $('controls').replaceChildren(make('ul', { class: 'downloads' },
    row('Report, one page (HTML)', documents.length === 1 ? 'The text with its marks, notes and tables in one file that opens everywhere.' : 'The first page of the report in one file.', async () => save(`${stem}.html`, alone(text(await get({ do: 'page', name: front() }))))),
    row('Whole report (ZIP)', 'All pages, charts and tables, as the installed program writes them.', async () => save(`${stem}.zip`, await get({ do: 'zip' }))),
    row('Data (JSON)', 'Every mark, figure, attribution and score with its place; byte for byte what the installed program writes.', async () => save(`${stem}.json`, await get({ do: 'json' }))),
    row('Table of marks (CSV)', 'One row a mark, for a spreadsheet.', async () => save(`${stem}-marks.csv`, await get({ do: 'csv' }))),
    row('Print the report', 'On paper or as PDF.', async () => { select('report'); inTurn(print); })),
    make('p', { class: 'meta' }, 'Files go to your own folder for downloads, and nowhere else.'));
}

// what the reader does

$('second').addEventListener('click', second);
$('choose').addEventListener('click', () => $('files').click());
$('folder').addEventListener('click', () => $('folders').click());
for (const id of ['files', 'folders']) $(id).addEventListener('change', e => { take([...e.target.files].map(file => ({ path: file.webkitRelativePath || file.name, file }))).catch(failed); e.target.value = ''; });
$('clear').addEventListener('click', () => { boxes = [{ path: null, text: '' }]; files = []; drawTexts(); read(); $('box0').focus(); });
$('sample').addEventListener('change', e => { if (!e.target.value) return; choose(e.target.value, boxes.length > 1 && boxes[0].text.trim() && !boxes[1].text.trim() ? 1 : 0); drawTexts(); read(); });
$('wide').addEventListener('click', e => { const on = $('bench').classList.toggle('wide'); e.target.setAttribute('aria-pressed', on); });
for (const name of TABS) $(`tab-${name}`).addEventListener('click', () => select(name));
$('tabs').addEventListener('keydown', e => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key], end = { Home: 0, End: TABS.length - 1 }[e.key];
  if (step === undefined && end === undefined) return;
  e.preventDefault();
  const next = TABS[end ?? (TABS.indexOf(tab) + step + TABS.length) % TABS.length];
  $(`tab-${next}`).focus();
  select(next);
});
// on paper a frame would be cut: what is in it is printed instead
addEventListener('keydown', e => {
  if (e.key.toLowerCase() === 'p' && (e.ctrlKey || e.metaKey) && !e.shiftKey && !e.altKey && frame && !$('bench').hidden) { e.preventDefault(); print(); }
});
addEventListener('dragover', e => { e.preventDefault(); document.body.classList.add('over'); });
addEventListener('dragleave', e => { if (!e.relatedTarget) document.body.classList.remove('over'); });
addEventListener('drop', async e => {
  e.preventDefault();
  document.body.classList.remove('over');
  const found = [], roots = [...e.dataTransfer.items].map(i => i.webkitGetAsEntry?.()).filter(Boolean);
  try {
    if (roots.length) for (const root of roots) await entries(root, found);
    else found.push(...[...e.dataTransfer.files].map(file => ({ path: file.name, file })));
    await take(found);
  } catch (error) { failed(error); }
});

async function start() {
  const { head } = await ask({ do: 'start' }, [], { base64: $('program').textContent });
  samples = Object.assign(head.samples, { corpora: head.corpora });
  $('made').textContent = `${head.program} ${head.version} · ${head.rules} rules, ${head.terms.toLocaleString('en')} terms · lexicon ${head.lexicon.slice(0, 12)}`;
  $('sample').append(make('option', { value: '' }, 'choose …'), ...samples.map(s => make('option', { value: s.path }, s.title)));
  const lesson = await given();
  if (lesson === true) return;
  choose(samples[0].path);
  drawTexts();
  await read();
  if (lesson) faults([{ error: lesson }]);
  $('sample').value = samples[0].path;
  document.documentElement.dataset.ready = Math.round(performance.now());
}
