/** What was counted: plots, tables and files. */

import { h } from '../../elements/dom.js';
import { NoticeBar, noticeOfError } from '../../elements/notice-bar.js';
import { createPlot } from '../../elements/plot.js';
import { csvAddress } from '../../net/admin-api.js';
import { ApiError } from '../../net/api.js';
import { createCountedTable } from './counted-table.js';
import { PeriodForm } from './period-form.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/admin-api.js').AdminApi} AdminApi */
/** @typedef {import('../../net/admin-api.js').Counted} Counted */
/** @typedef {import('../../net/admin-api.js').Period} Period */
/** @typedef {import('../../net/admin-api.js').Usage} Usage */

/**
 * @param {I18n} i18n
 * @param {AdminApi} api
 * @returns {Promise<HTMLElement>}
 */
export async function createUsageView(i18n, api) {
  const { desks } = await api.desks();
  const results = h('div', { class: 'results', 'aria-live': 'polite' });
  const notice = new NoticeBar(i18n);
  /** @param {Period} period */
  const show = async (period) => {
    try {
      results.replaceChildren(...tell(i18n, await api.usage(period), period));
      notice.update(null);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      notice.update(noticeOfError(i18n, error.code));
    }
  };
  const form = new PeriodForm(i18n, desks, (period) => void show(period));
  await show(form.period);
  return h(
    'section',
    { class: 'sheet part' },
    i18n.text(h('h1'), 'admin.usage.title'),
    i18n.text(h('p', { class: 'lead' }), 'admin.usage.lead'),
    form.element,
    notice.element,
    results,
  );
}

/**
 * @param {I18n} i18n
 * @param {Usage} usage
 * @param {Period} period
 * @returns {HTMLElement[]}
 */
function tell(i18n, { total, times, desks, pairs }, period) {
  if (times.length === 0) return [i18n.text(h('p', { class: 'lead' }), 'admin.none')];
  const plots = h(
    'div',
    { class: 'plots' },
    createPlot(i18n, 'admin.plot.visits', series(times, ({ visits }) => visits)),
    createPlot(i18n, 'admin.plot.lag', series(times, (line) => line.lag_p50_s)),
    createPlot(i18n, 'admin.plot.good', series(times, shareGood)),
  );
  const files = h(
    'p',
    { class: 'files' },
    i18n.text(h('a', { href: csvAddress('visits', period), download: true }), 'admin.csv.visits'),
    i18n.text(
      h('a', { href: csvAddress('feedback', period), download: true }),
      'admin.csv.feedback',
    ),
  );
  return [
    plots,
    createCountedTable(i18n, 'times', 'time', times, total),
    createCountedTable(i18n, 'desks', 'desk', desks, total),
    createCountedTable(i18n, 'pairs', 'pair', pairs, total),
    files,
  ];
}

/**
 * @param {readonly Counted[]} times
 * @param {(line: Counted) => number | null} value
 */
function series(times, value) {
  return times.map((line) => ({ key: line.key, value: value(line) }));
}

/** @param {Counted} line */
function shareGood({ good, partly, bad }) {
  const answers = good + partly + bad;
  return answers === 0 ? null : (100 * good) / answers;
}
