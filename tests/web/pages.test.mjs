import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { test } from 'node:test';

const WEB = new URL('../../clients/web/', import.meta.url);
const PAGES = ['desk', 'display', 'join', 'copy', 'admin', 'poster'];
/** What is said is heard by a screen reader. */
const CAPTION_PAGES = ['desk', 'display', 'join'];
/** What is loaded once more, onto the audio thread. */
const WORKLET_BUDGET_BYTES = 10_000;

/** Everything that a module needs, itself included. */
function modules(url, found = new Set()) {
  if (found.has(url.href)) return found;
  found.add(url.href);
  const source = readFileSync(url, 'utf8');
  for (const [, path] of source.matchAll(/^(?:import|export)\b[^;]*?from '([^']+)'/gm)) {
    modules(new URL(path, url), found);
  }
  return found;
}

/** What the modules load when they need it, workers among it. */
function loadedLater(found) {
  const later = /await import\('([^']+)'\)|new URL\('([^']+\.js)'/g;
  return [...found].flatMap((href) =>
    [...readFileSync(new URL(href), 'utf8').matchAll(later)].map(
      ([, module, thread]) => new URL(module ?? thread, href),
    ),
  );
}

const WORKLET = new URL('capture/worklet.js', WEB);

for (const page of PAGES) {
  test(`/${page} keeps to the content policy: nothing inline, everything from here`, () => {
    const html = readFileSync(new URL(`${page}.html`, WEB), 'utf8');
    assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|javascript:/i);
    for (const [, address] of html.matchAll(/\s(?:src|href)="([^"]+)"/g)) {
      assert.match(address, /^\/static\//);
      assert.ok(statSync(new URL(address.slice('/static/'.length), WEB)).isFile(), address);
    }
  });
}

for (const page of CAPTION_PAGES) {
  test(`/${page} has its log region from the start`, () => {
    const html = readFileSync(new URL(`${page}.html`, WEB), 'utf8');
    assert.match(html, /<div id="log"[^>]*role="log"/);
  });
}

test(`the audio thread loads less than ${WORKLET_BUDGET_BYTES} bytes of script`, () => {
  const bytes = [...modules(WORKLET)].reduce((sum, href) => sum + statSync(new URL(href)).size, 0);
  assert.ok(bytes < WORKLET_BUDGET_BYTES, `${bytes} bytes`);
});

test('/display and /join load nothing of the microphone', () => {
  for (const page of ['display', 'join']) {
    const loaded = [...modules(new URL(`pages/${page}.js`, WEB))];
    assert.deepEqual(
      loaded.filter((href) => /microphone|worklet|level/.test(href)),
      [],
    );
  }
});

const SCRIPTS = readdirSync(WEB, { recursive: true }).filter((name) => name.endsWith('.js'));

for (const [what, pattern] of [
  ['puts text in as markup', /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser/],
  ['keeps anything beyond the tab', /localStorage|indexedDB|document\.cookie|caches\./],
  ['runs text as code', /\beval\(|new Function\(/],
  ['talks to the console', /\bconsole\./],
]) {
  test(`no script ${what}`, () => {
    const found = SCRIPTS.filter((name) => pattern.test(readFileSync(new URL(name, WEB), 'utf8')));
    assert.deepEqual(found, []);
  });
}

test('every script is loaded by some page or by the audio thread', () => {
  const loaded = new Set(PAGES.flatMap((page) => [...modules(new URL(`pages/${page}.js`, WEB))]));
  modules(WORKLET, loaded);
  // A set tells what is put into it while it is walked through.
  for (const href of loaded) loadedLater([href]).forEach((url) => modules(url, loaded));
  const unused = SCRIPTS.filter((name) => !loaded.has(new URL(name, WEB).href));
  assert.deepEqual(unused, []);
});
