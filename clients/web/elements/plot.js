/**
 * A series of numbers as bars. Whoever does not see it is told its range and its highest value, and
 * where the table is that has them all.
 */

import { h } from './dom.js';

/** @typedef {{key: string, value: number | null}} Point null: there is nothing to tell */

const SVG = 'http://www.w3.org/2000/svg';
const BAR = 8;
const STEP = 10;
const HEIGHT = 100;

let plots = 0;

/**
 * @param {import('../i18n/i18n.js').I18n} i18n
 * @param {string} title key of what is shown
 * @param {readonly Point[]} points in order, one at least
 * @returns {HTMLElement}
 */
export function createPlot(i18n, title, points) {
  plots += 1;
  const id = `plot-${plots}`;
  const highest = Math.max(0, ...points.map(({ value }) => value ?? 0));
  const { first, last } = { first: points[0].key, last: points[points.length - 1].key };
  const svg = bars(points, highest);
  svg.setAttribute('aria-labelledby', id);
  const told = { title: () => i18n.t(title), first, last, highest: number(highest) };
  return h(
    'figure',
    { class: 'plot' },
    i18n.text(h('figcaption', { 'aria-hidden': 'true' }), title),
    h('p', { class: 'plot-highest', 'aria-hidden': 'true' }, number(highest)),
    svg,
    h(
      'p',
      { class: 'plot-ends', 'aria-hidden': 'true' },
      h('span', {}, first),
      h('span', {}, points.length > 1 ? last : ''),
    ),
    i18n.text(h('p', { id, class: 'visually-hidden' }), 'admin.plot.describe', told),
  );
}

/**
 * @param {readonly Point[]} points
 * @param {number} highest
 */
function bars(points, highest) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${points.length * STEP} ${HEIGHT}`);
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('role', 'img');
  points.forEach(({ value }, at) => {
    if (value === null || highest === 0) return;
    const height = (value / highest) * HEIGHT;
    const bar = document.createElementNS(SVG, 'rect');
    const place = { x: at * STEP, y: HEIGHT - height, width: BAR, height };
    for (const [name, amount] of Object.entries(place)) bar.setAttribute(name, String(amount));
    svg.append(bar);
  });
  return svg;
}

/** @param {number} value */
function number(value) {
  return String(Math.round(value * 100) / 100);
}
