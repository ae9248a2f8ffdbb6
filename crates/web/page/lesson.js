// A class: the teacher makes a lesson, pupils mark first, then compare with the program and argue.
'use strict';
const LESSON = 'slantscope.lesson/1', MARKS = 'slantscope.marks/1';
const lessonFile = { schema: LESSON, title: '', source: null, text: '', markdown: false, questions: [], families: [], early: false };

// packing a lesson into an address, and out of it

const through = async (bytes, transform) => new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(transform)).arrayBuffer());
async function packed(value) {
  const small = await through(new TextEncoder().encode(JSON.stringify(value)), new CompressionStream('deflate-raw'));
  return btoa(Array.from(small, b => String.fromCharCode(b)).join('')).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}
async function unpacked(letters) {
  const small = Uint8Array.from(atob(letters.replace(/-/g, '+').replace(/_/g, '/')), c => c.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(await through(small, new DecompressionStream('deflate-raw'))));
}

/** A lesson that came with the page or its address: whether there was one, or why it cannot be read. */
async function given() {
  const inside = JSON.parse($('given').textContent);
  const link = /^#lesson=([\w-]+)$/.exec(location.hash);
  if (!inside && !link) return false;
  try {
    await pupil(link ? await unpacked(link[1]) : inside);
    return true;
  } catch {
    return 'The lesson in this link cannot be read. It may have been cut off on its way; ask for the file instead.';
  }
}
addEventListener('hashchange', () => { if (location.hash.startsWith('#lesson=')) location.reload(); });

/** Opens a saved lesson or saved marks; whether the file is one. */
async function opened(content) {
  let value;
  try { value = JSON.parse(text(content)); } catch { return false; }
  if (value?.schema !== LESSON && value?.schema !== MARKS) return false;
  await (value.schema === LESSON ? pupil(value) : pupil(value.lesson, value));
  return true;
}

/** What the analyser knows of a lesson's text. The text stands for itself, so that teacher and pupils see the same marks. */
async function lessonOf({ title, source, text: words, markdown }, level) {
  const path = markdown ? 'lesson.md' : 'lesson.jsonl', file = bytes(markdown ? words : JSON.stringify({ id: 'lesson', title, source, text: words }));
  await ask({ do: 'read', paths: [path], files: [{ path, size: file.byteLength }] }, [file]);
  return (await ask({ do: 'lesson', document: 0, level })).head;
}

// the teacher

let plan = null;
async function teacher() {
  blank();
  const key = JSON.stringify([documents, gathered().paths]);
  if (plan?.key !== key) plan = { key, document: 0, level: 'middle', families: null, early: false, questions: null };
  await drawPlan();
}

async function drawPlan() {
  const { head: lesson } = await ask({ do: 'lesson', document: plan.document, level: plan.level });
  // the commonest, for nobody looks for sixteen things at once
  plan.families ??= new Set(lesson.families.slice(0, 6).map(f => f.id));
  plan.questions ??= lesson.questions.map(q => `${q.lines.length ? `${q.lines.join(', ')}: ` : ''}${q.ask}`).join('\n');
  const made = () => ({ ...lessonFile, title: lesson.title, source: lesson.source, text: lesson.text, markdown: /\.(md|markdown)$/i.test(documents[plan.document].path ?? ''), early: plan.early, families: lesson.families.map(f => f.id).filter(f => plan.families.has(f)), questions: plan.questions.split('\n').map(q => q.trim()).filter(Boolean) });
  const link = async () => `${location.href.split('#')[0]}#lesson=${await packed(made())}`;
  const told = make('p', { class: 'meta', role: 'status' });
  const stem = documents[plan.document].page.replace(/^.*\/|\.html$/g, '');
  $('controls').replaceChildren(
    make('p', { class: 'lead' }, 'Pupils open your link or file, mark the text themselves, and only then see the marks of the program beside their own. Where the two differ, they argue. Nothing they do leaves their own computer.'),
    make('div', { class: 'choices' },
      documents.length > 1 && choice('plan-text', 'Text', options(plan.document), e => { Object.assign(plan, { document: Number(e.target.value), families: null, questions: null }); inTurn(drawPlan); }),
      choice('plan-level', 'Questions for', levels(plan.level), e => { Object.assign(plan, { level: e.target.value, questions: null }); inTurn(drawPlan); })),
    make('fieldset', { class: 'families' }, make('legend', {}, 'What pupils look for'), ...lesson.families.map(f => make('label', {}, make('input', { type: 'checkbox', checked: plan.families.has(f.id), change: e => { plan.families[e.target.checked ? 'add' : 'delete'](f.id); } }), make('span', {}, make('span', { class: `m ${f.form}` }, f.title)), make('span', { class: 'i' }, String(f.marks))))),
    make('p', { class: 'field' }, make('label', { for: 'plan-questions' }, 'Questions, one a line'), (() => { const area = make('textarea', { id: 'plan-questions', rows: '7', input: e => { plan.questions = e.target.value; } }); area.value = plan.questions; return area; })()),
    tick('plan-early', 'show the questions before pupils have marked', plan.early, e => { plan.early = e.target.checked; }),
    make('p', { class: 'tools' },
      button('Copy the link', async () => {
        const address = await link();
        try { await navigator.clipboard.writeText(address); told.textContent = `Copied: ${plural(address.length, 'letter')}.${location.protocol === 'file:' ? ' This page was opened from a disk, so the link works on this computer only; put the page on a web server, or save a file for the class.' : ''}`; } catch { told.replaceChildren('Copy it from here: ', make('a', { href: address }, address)); }
      }, { class: 'first' }), ' ',
      button('Save a file for the class (HTML)', () => save(`${stem}-lesson.html`, carrying(made()))), ' ',
      button('Save the lesson alone (JSON)', () => save(`${stem}-lesson.json`, `${JSON.stringify(made(), null, 1)}\n`)), ' ',
      button('Try it as a pupil', () => pupil(made(), null, true).catch(failed))),
    told,
    make('p', { class: 'meta' }, 'The file holds this whole page with the lesson in it. The lesson alone is small; dropped on this page, it opens too.'));
}

/** This page as a file, with a lesson inside. */
function carrying(lesson) {
  const inner = id => $(id).textContent;
  const script = [...document.scripts].find(s => !s.type).textContent;
  const given = JSON.stringify(lesson).replace(/</g, '\\u003c');
  const data = (id, type, content) => `<script type="${type}" id="${id}">${content}</scr` + 'ipt>\n';
  return `<!doctype html>\n<html lang="en">\n${document.head.outerHTML}\n<body>\n<div id="shell">${shell}</div>\n${data('given', 'application/json', given)}${data('worker', 'text/plain', inner('worker'))}${data('program', 'text/plain', inner('program'))}<script>${script}</scr` + 'ipt>\n</body>\n</html>\n';
}

// the pupil

let task = null;

/** Opens a lesson; with marks that were saved, these too. */
async function pupil(lesson, saved = null, trial = false) {
  if (lesson?.schema !== LESSON || typeof lesson.text !== 'string' || !Array.isArray(lesson.questions)) throw new Error('This is no lesson of this page, or of another version of it.');
  const known = await lessonOf(lesson, 'middle');
  const asked = known.families.filter(f => lesson.families.length === 0 || lesson.families.includes(f.id));
  task = { lesson, known: { ...known, families: asked, marks: known.marks.filter(m => asked.some(f => f.id === m.family)) }, name: saved?.name ?? '', own: saved?.marks ?? [], answers: saved?.answers ?? {}, step: saved?.step ?? 0, range: null, trial };
  inLesson(true);
  document.title = `${lesson.title}: a lesson`;
  drawTask();
  if (trial) $('lesson-title').focus();
  document.documentElement.dataset.ready ??= Math.round(performance.now());
}

function inLesson(on) {
  for (const id of ['opening', 'bench', 'tour', 'private']) ($(id).closest('section.prose') ?? $(id)).hidden = on;
  $('lesson').hidden = !on;
  document.querySelector('.mast nav').hidden = on;
}

/** Back from a lesson that its teacher tried. */
function leave() {
  task = null;
  inLesson(false);
  document.title = TITLE;
  return read();
}
const TITLE = document.title;

const STEPS = ['Mark', 'Compare', 'Argue'];
const family = id => task.known.families.find(f => f.id === id) ?? { id, title: id, what: '', form: 'framed' };
const covers = (m, n) => m.at[0] < n.at[1] && n.at[0] < m.at[1];
const lineOf = at => task.lines.findIndex(([from, to]) => at[0] < to && from < at[1]) + 1;

function drawTask() {
  const { known, lesson, step } = task;
  task.lines = known.paragraphs.flatMap(p => p.lines);
  const go = to => { task.step = to; drawTask(); $('lesson-title').focus(); };
  const steps = make('ol', { class: 'steps', 'aria-label': 'Steps' }, ...STEPS.map((s, i) => make('li', { 'aria-current': i === step ? 'step' : null }, `${i + 1} `, s)));
  const questions = lesson.questions.length > 0 && make('section', { 'aria-labelledby': 'lesson-questions' }, make('h2', { id: 'lesson-questions' }, 'Questions'),
    make('ol', { class: 'asked' }, ...lesson.questions.map((q, i) => make('li', {}, make('p', { id: `q${i}` }, q), answer(`q${i}`, `q${i}`)))));
  const name = make('input', { id: 'pupil', value: task.name, autocomplete: 'off', input: e => { task.name = e.target.value; } });
  $('lesson').replaceChildren(
    make('header', {}, make('p', { class: 'kicker' }, lesson.source ?? 'A text'), make('h1', { id: 'lesson-title', tabindex: '-1' }, lesson.title), task.trial && make('p', { class: 'tools' }, button('Back to the teacher’s page', () => leave().catch(failed))), steps),
    make('p', { class: 'field name' }, make('label', { for: 'pupil' }, 'Name'), name),
    ...(step === 0 ? [
      make('p', { class: 'lead' }, 'Which words try to persuade? Select words, then say what they are. A click takes one word. With a keyboard: arrows move, Shift and arrows select, and a number key says what the words are.'),
      lesson.early && questions,
      make('div', { class: 'desk' }, textView(true), palette()),
      make('p', { class: 'tools' }, button('Compare with the program', () => go(1), { class: 'first' }), ' ', keep()),
    ] : step === 1 ? [
      make('p', { class: 'lead' }, 'Your marks have a tint, the program’s have a line. Neither is right because it stands there: a mark is a claim about words, and claims can be argued with.'),
      agreement(),
      make('div', { class: 'desk' }, textView(false), make('aside', { class: 'palette', 'aria-label': 'Key' }, ...known.families.map(f => make('p', { class: 'i' }, make('span', { class: `m ${f.form}` }, f.title))), make('p', { class: 'i' }, make('mark', { class: 'mine' }, 'your own mark')))),
      make('p', { class: 'tools' }, button('Argue', () => go(2), { class: 'first' }), ' ', button('Back to marking', () => go(0)), ' ', keep()),
    ] : [
      arguments_(),
      questions,
      make('p', { class: 'tools' }, button('Back to the comparison', () => go(1)), ' ', keep()),
    ]).filter(Boolean));
  if (step === 0) drawChosen();
}

/** A field for an answer that is kept with the marks. */
function answer(id, labelledby) {
  const area = make('textarea', { rows: '3', 'aria-labelledby': labelledby, input: e => { task.answers[id] = e.target.value; e.target.nextSibling.textContent = e.target.value; } });
  area.value = task.answers[id] ?? '';
  return make('div', { class: 'answer' }, area, make('p', { class: 'on-paper', 'aria-hidden': 'true' }, area.value));
}

const keep = () => make('span', {}, button('Print', () => window.print()), ' ', button('Save my marks', () => {
  const { lesson, own, name, answers, step } = task;
  save(`${name.trim().toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-') || 'my'}-marks.json`, `${JSON.stringify({ schema: MARKS, name, marks: own, answers, step, lesson }, null, 1)}\n`);
}));

/** The text in the lines of the handout; where pupils mark, it takes a selection by mouse, touch or keyboard and no letters. */
function textView(marking) {
  const { known } = task;
  let n = 0;
  const blocks = known.paragraphs.map(p => make('div', { class: `par ${p.kind}` }, ...p.lines.map(line => {
    n += 1;
    return make('div', { class: 'tl', 'data-n': n }, ...pieces(line, marking));
  })));
  const view = make('div', { class: 'lesson-text', id: 'lesson-text', ...(marking ? { contenteditable: 'true', role: 'textbox', 'aria-multiline': 'true', 'aria-readonly': 'true', 'aria-label': 'The text, to be marked', inputmode: 'none', spellcheck: 'false', autocapitalize: 'off' } : { role: 'group', 'aria-label': 'The text with both sets of marks' }) }, ...blocks);
  if (!marking) return view;
  for (const type of ['beforeinput', 'drop', 'paste', 'cut']) view.addEventListener(type, e => e.preventDefault());
  for (const type of ['keydown', 'pointerdown']) view.addEventListener(type, () => { task.quiet = false; });
  view.addEventListener('keydown', e => {
    if (/^[1-9]$/.test(e.key) && !e.ctrlKey && !e.metaKey && !e.altKey) { e.preventDefault(); const f = known.families[Number(e.key) - 1]; if (f) mark(f.id, true); }
    // every other letter would change the text
    else if (e.key.length === 1 && !e.ctrlKey && !e.metaKey) e.preventDefault();
  });
  return view;
}

/** The letters of a line, cut where a mark begins or ends. */
function pieces([from, to], marking) {
  const { known, own } = task;
  const marks = marking ? own : [...own, ...known.marks];
  const cuts = [...new Set([from, to, ...marks.flatMap(m => m.at).filter(x => from < x && x < to)])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, i) => {
    const here = { at: [start, cuts[i + 1]] };
    let piece = make('span', { 'data-from': start }, known.text.slice(start, cuts[i + 1]).replace(/\s/g, ' '));
    for (const m of marking ? [] : known.marks.filter(m => covers(m, here))) piece = make('span', { class: `m ${family(m.family).form}`, title: `${family(m.family).title} (the program)` }, piece);
    const mine = own.filter(m => covers(m, here));
    return mine.length ? make('mark', { class: 'mine', title: mine.map(m => family(m.family).title).join(', ') }, piece) : piece;
  });
}

/** The place in the text of a place in the page. */
function placeOf(node, offset) {
  if (node.nodeType !== Node.TEXT_NODE) {
    const after = node.childNodes[offset];
    const inside = after && (after.matches?.('[data-from]') ? after : after.querySelector?.('[data-from]'));
    if (inside) return Number(inside.dataset.from);
    const all = node.querySelectorAll?.('[data-from]'), last = all?.[all.length - 1] ?? node.closest?.('[data-from]');
    return last ? Number(last.dataset.from) + last.textContent.length : null;
  }
  const piece = node.parentElement.closest('[data-from]');
  return piece ? Number(piece.dataset.from) + offset : null;
}

document.addEventListener('selectionchange', () => {
  // what was just said stays until the reader goes on
  if (chosen() && !task.quiet) drawChosen();
});

/** Takes the words that are selected now; whether there are any. A key may come before the browser tells of the selection. */
function chosen() {
  const view = $('lesson-text'), selection = getSelection();
  if (!task || task.step !== 0 || !view || selection.rangeCount === 0) return false;
  const range = selection.getRangeAt(0);
  if (!view.contains(range.startContainer) || !view.contains(range.endContainer)) return false;
  const [a, b] = [placeOf(range.startContainer, range.startOffset), placeOf(range.endContainer, range.endOffset)];
  if (a === null || b === null) return false;
  task.range = whole(Math.min(a, b), Math.max(a, b));
  return true;
}

/** Whole words: letters on both sides are taken along, white space and commas at the ends are not. */
function whole(from, to) {
  const { text } = task.known;
  const word = i => i >= 0 && i < text.length && /[\p{L}\p{N}’'-]/u.test(text[i]);
  while (word(from - 1) && word(from)) from -= 1;
  if (from === to && !word(from) && word(from - 1)) while (word(from - 1)) from -= 1;
  while (word(to) && word(to - 1)) to += 1;
  if (from === to) while (word(to)) to += 1;
  while (from < to && !word(from) && !/[“"\d$£€]/.test(text[from])) from += 1;
  while (to > from && !word(to - 1) && !/[”"%]/.test(text[to - 1])) to -= 1;
  return from < to ? [from, to] : null;
}

function palette() {
  const { families } = task.known;
  return make('aside', { class: 'palette', 'aria-label': 'What the words are' },
    make('p', { id: 'chosen', class: 'chosen', role: 'status' }),
    make('ul', {}, ...families.map((f, i) => make('li', {}, make('button', { type: 'button', 'aria-describedby': `what${i}`, mousedown: e => e.preventDefault(), click: () => mark(f.id, false) }, make('kbd', { 'aria-hidden': 'true' }, i < 9 ? String(i + 1) : ''), ' ', make('span', { class: `m ${f.form}` }, f.title)), make('p', { id: `what${i}`, class: 'i' }, f.what)))),
    make('section', { 'aria-labelledby': 'own-title' }, make('h2', { class: 'small', id: 'own-title' }, 'Your marks'), make('ul', { id: 'own', class: 'own' }, ...owned())));
}
const owned = () => (task.own.length ? task.own.map(m => make('li', {}, make('span', {}, `“${task.known.text.slice(...m.at).replace(/\s+/g, ' ')}” `, make('span', { class: 'i' }, family(m.family).title)), ' ', button('take away', () => { task.own = task.own.filter(o => o !== m); redraw(false); }, { 'aria-label': `Take away the mark on “${task.known.text.slice(...m.at)}”` }))) : [make('li', { class: 'i' }, 'None yet.')]);

function drawChosen(note = '') {
  const { range, known } = task;
  const words = range && known.text.slice(...range).replace(/\s+/g, ' ');
  $('chosen').textContent = note || (words ? `Mark “${words.length > 70 ? `${words.slice(0, 60)} …` : words}” as:` : 'Select words in the text, then choose:');
}

function mark(id, keyboard) {
  chosen();
  if (!task.range) return drawChosen('First select words in the text.');
  const at = task.range, words = task.known.text.slice(...at);
  const there = task.own.find(m => m.family === id && m.at[0] === at[0] && m.at[1] === at[1]);
  task.own = there ? task.own.filter(m => m !== there) : [...task.own, { family: id, at }].sort((a, b) => a.at[0] - b.at[0]);
  task.quiet = keyboard;
  redraw(keyboard, at[1]);
  drawChosen(`“${words.replace(/\s+/g, ' ')}” ${there ? 'is no longer marked' : 'marked'}: ${family(id).title}.`);
}

/** Draws the marks again, and leaves the caret of a keyboard where it was. */
function redraw(keyboard, caret) {
  $('lesson-text').replaceWith(textView(true));
  $('own').replaceChildren(...owned());
  if (!keyboard) return;
  const piece = [...$('lesson-text').querySelectorAll('[data-from]')].find(p => caret <= Number(p.dataset.from) + p.textContent.length);
  $('lesson-text').focus();
  if (piece) getSelection().collapse(piece.firstChild, caret - Number(piece.dataset.from));
}

// the comparison

/** For a family: the program's marks that a pupil's own of the same family touches, and what each side has alone. */
function met(f) {
  const mine = task.own.filter(m => m.family === f.id), theirs = task.known.marks.filter(m => m.family === f.id);
  return { both: theirs.filter(t => mine.some(m => covers(m, t))), mine: mine.filter(m => !theirs.some(t => covers(m, t))), theirs: theirs.filter(t => !mine.some(m => covers(m, t))) };
}

function agreement() {
  const rows = task.known.families.map(f => ({ f, ...met(f) }));
  const cell = n => make('td', { class: 'num' }, String(n));
  const sum = key => rows.reduce((n, r) => n + r[key].length, 0);
  const share = (both, all) => make('td', { class: 'num' }, all === 0 ? '–' : `${both} of ${all}`);
  const line = (head, r) => make('tr', {}, make('th', { scope: 'row' }, head), cell(r[0]), cell(r[1]), cell(r[2]), share(r[0], r[0] + r[1] + r[2]));
  return make('section', { 'aria-labelledby': 'agreement' }, make('h2', { id: 'agreement' }, 'Where you and the program agree'),
    make('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Table: agreement by family' }, make('table', { class: 'profile' }, make('caption', { class: 'hide' }, 'Agreement by family'),
      make('thead', {}, make('tr', {}, make('th', { scope: 'col' }, 'Family'), ...['both', 'only you', 'only the program', 'agreement'].map(h => make('th', { scope: 'col', class: 'num' }, h)))),
      make('tbody', {}, ...rows.map(r => line(make('span', { class: `m ${r.f.form}` }, r.f.title), [r.both.length, r.mine.length, r.theirs.length])), line(make('b', {}, 'All'), [sum('both'), sum('mine'), sum('theirs')])))),
    make('p', { class: 'i' }, 'Two marks agree where they have a word and a family in common. Agreement is the share of all marks that both have; with so few marks, chance moves it much.'));
}

/** Every difference, with room to say who is right. */
function arguments_() {
  const words = m => `“${task.known.text.slice(...m.at).replace(/\s+/g, ' ')}”`;
  const rows = task.known.families.map(f => ({ f, ...met(f) }));
  const entry = (id, head, ...more) => make('li', {}, make('p', { id: `a-${id}` }, head), ...more, answer(id, `a-${id}`));
  const other = m => task.known.marks.find(t => covers(t, m) && t.family !== m.family);
  const mine = rows.flatMap(({ f, mine }) => mine.map(m => {
    const o = other(m);
    return entry(`m${m.at.join('-')}${f.id}`, make('span', {}, make('b', {}, words(m)), ` (line ${lineOf(m.at)}): you say ${f.title.toLowerCase()}${o ? `, the program says ${family(o.family).title.toLowerCase()}` : ', the program says nothing'}.`), make('p', { class: 'ask' }, 'What in the words shows it? What would the writer answer?'));
  }));
  // one answer a family: what is argued about is the kind of words, not each of them
  const theirs = rows.filter(r => r.theirs.length).map(({ f, theirs }) => {
    const rules = [...new Map(theirs.map(t => [t.rule, t])).values()];
    return entry(`t${f.id}`, make('span', {}, make('span', { class: `m ${f.form}` }, f.title), ': ', ...theirs.flatMap((t, i) => [i ? ', ' : '', make('b', {}, words(t)), ` (line ${lineOf(t.at)})`])), ...[...new Set(rules.map(t => t.ask))].map(ask => make('p', { class: 'ask' }, ask)),
      make('details', {}, make('summary', {}, 'Why the program marks them, and where it may be wrong'), ...rules.map(t => make('p', { class: 'i' }, make('b', {}, `${t.rule}. `), t.why, ` Limits: ${t.limits}`))));
  });
  const count = key => rows.reduce((n, r) => n + r[key].length, 0);
  const list = (id, title, n, items, none) => make('section', { 'aria-labelledby': id }, make('h2', { id }, `${title} (${n})`), items.length ? make('ul', { class: 'argued' }, ...items) : make('p', {}, none));
  return make('div', {}, list('only-you', 'Only you marked', count('mine'), mine, 'Nothing: the program has all of your marks.'), list('only-program', 'Only the program marked', count('theirs'), theirs, 'Nothing: you found all of its marks.'));
}

start().catch(failed);
