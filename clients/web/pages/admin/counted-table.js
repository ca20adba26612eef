/** Counters as a table. */

import { h } from '../../elements/dom.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/admin-api.js').Counted} Counted */

/** @type {readonly [string, (line: Counted) => number | null][]} */
const COLUMNS = [
  ['admin.column.visits', ({ visits }) => visits],
  ['admin.column.minutes', ({ minutes }) => minutes],
  ['admin.column.spoken_turns', (line) => line.spoken_turns],
  ['admin.column.typed_turns', (line) => line.typed_turns],
  ['admin.column.corrections', ({ corrections }) => corrections],
  ['admin.column.handover_visits', (line) => line.handover_visits],
  ['admin.column.readers', ({ readers }) => readers],
  ['admin.column.lag_p_half', (line) => line.lag_p50_s],
  ['admin.column.lag_p_most', (line) => line.lag_p95_s],
  ['admin.column.good', ({ good }) => good],
  ['admin.column.partly', ({ partly }) => partly],
  ['admin.column.bad', ({ bad }) => bad],
];

/**
 * @param {I18n} i18n
 * @param {'times' | 'desks' | 'pairs'} what
 * @param {'time' | 'desk' | 'pair'} head
 * @param {readonly Counted[]} lines
 * @param {Counted} total
 * @returns {HTMLElement}
 */
export function createCountedTable(i18n, what, head, lines, total) {
  const caption = h('caption');
  const table = h(
    'table',
    {},
    i18n.text(caption, `admin.table.${what}`),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        i18n.text(h('th', { scope: 'col' }), `admin.column.${head}`),
        ...COLUMNS.map(([key]) => i18n.text(h('th', { scope: 'col' }), key)),
      ),
    ),
    h('tbody', {}, ...lines.map((line) => row(line, h('bdi', {}, line.key)))),
    h('tfoot', {}, row(total, i18n.text(h('span'), 'admin.total'))),
  );
  const scroll = h('div', { class: 'table-scroll', tabindex: 0, role: 'region' }, table);
  return i18n.attribute(scroll, 'aria-label', `admin.table.${what}`);
}

/**
 * @param {Counted} line
 * @param {Node} name
 */
function row(line, name) {
  const cells = COLUMNS.map(([, tell]) => h('td', {}, number(tell(line))));
  return h('tr', {}, h('th', { scope: 'row' }, name), ...cells);
}

/** @param {number | null} value */
function number(value) {
  return value === null ? '–' : String(Math.round(value * 100) / 100);
}
