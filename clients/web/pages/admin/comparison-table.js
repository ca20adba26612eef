/** Every metric of two sides, with 95 % confidence intervals and a sentence each. */

import { h } from '../../elements/dom.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/admin-api.js').Comparison} Comparison */
/** @typedef {import('../../net/admin-api.js').Compared} Compared */
/** @typedef {import('../../net/admin-api.js').Interval} Interval */
/** @typedef {import('../../net/admin-api.js').Side} Side */

const DIGITS = 2;

/**
 * @param {I18n} i18n
 * @param {Comparison} comparison
 * @param {boolean} isExperiment its sides are the variants a and b
 * @returns {HTMLElement}
 */
export function createComparisonTable(i18n, { first, second, metrics }, isExperiment) {
  const head = (/** @type {string} */ side) =>
    isExperiment
      ? i18n.text(h('th', { scope: 'col' }), `admin.compare.variant.${side}`)
      : h('th', { scope: 'col' }, h('bdi', {}, side));
  const table = h(
    'table',
    {},
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        i18n.text(h('th', { scope: 'col' }), 'admin.compare.column.metric'),
        head(first),
        head(second),
        i18n.text(h('th', { scope: 'col' }), 'admin.compare.column.difference'),
        i18n.text(h('th', { scope: 'col', class: 'verdict' }), 'admin.compare.column.verdict'),
      ),
    ),
    h('tbody', {}, ...metrics.map((one) => row(i18n, one))),
  );
  const scroll = h('div', { class: 'table-scroll', tabindex: 0, role: 'region' }, table);
  return h(
    'div',
    { class: 'results' },
    i18n.attribute(scroll, 'aria-label', 'admin.compare.title'),
    i18n.text(h('p', { class: 'soft' }), 'admin.compare.note'),
  );
}

/**
 * @param {I18n} i18n
 * @param {Compared} compared
 */
function row(i18n, { metric, first, second, difference, verdict }) {
  const scale = metric.endsWith('_share') ? 100 : 1;
  return h(
    'tr',
    {},
    i18n.text(h('th', { scope: 'row' }), `admin.compare.metric.${metric}`),
    side(i18n, first, scale),
    side(i18n, second, scale),
    h('td', {}, interval(i18n, difference, scale)),
    i18n.text(h('td', { class: 'verdict' }), `admin.compare.verdict.${verdict}`),
  );
}

/**
 * @param {I18n} i18n
 * @param {Side} told
 * @param {number} scale
 */
function side(i18n, { of, interval: known }, scale) {
  const count = i18n.text(h('span', { class: 'soft' }), 'admin.compare.of', { count: of });
  return h('td', {}, interval(i18n, known, scale), count);
}

/**
 * @param {I18n} i18n
 * @param {Interval | null} known
 * @param {number} scale
 */
function interval(i18n, known, scale) {
  if (known === null) return h('span', {}, '–');
  const { value, low, high } = known;
  const numbers = Object.fromEntries(
    Object.entries({ value, low, high }).map(([name, one]) => [name, (one * scale).toFixed(DIGITS)]),
  );
  return i18n.text(h('span'), 'admin.compare.interval', numbers);
}
