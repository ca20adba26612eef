/** Two settings side by side, with what may be concluded. */

import { h } from '../../elements/dom.js';
import { field, select } from '../../elements/field.js';
import { NoticeBar, noticeOfError } from '../../elements/notice-bar.js';
import { ApiError } from '../../net/api.js';
import { createComparisonTable } from './comparison-table.js';
import { PeriodForm } from './period-form.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/admin-api.js').AdminApi} AdminApi */
/** @typedef {import('../../net/admin-api.js').DeskSettings} DeskSettings */

/**
 * @param {I18n} i18n
 * @param {AdminApi} api
 * @returns {Promise<HTMLElement>}
 */
export async function createCompareView(i18n, api) {
  const [{ desks }, { experiments }] = await Promise.all([api.desks(), api.usage({})]);
  const sides = new Sides(i18n, experiments, desks);
  const results = h('div', { class: 'results', 'aria-live': 'polite' });
  const notice = new NoticeBar(i18n);
  /** @param {import('../../net/admin-api.js').Period} period */
  const show = async (period) => {
    try {
      const comparison = await api.comparison(period, sides.chosen);
      results.replaceChildren(createComparisonTable(i18n, comparison, sides.isExperiment));
      notice.update(null);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      notice.update(noticeOfError(i18n, error.code));
    }
  };
  const form = new PeriodForm(i18n, [], (period) => void show(period), 'admin.compare.run');
  form.element.prepend(sides.element);
  return h(
    'section',
    { class: 'sheet part' },
    i18n.text(h('h1'), 'admin.compare.title'),
    i18n.text(h('p', { class: 'lead' }), 'admin.compare.lead'),
    form.element,
    notice.element,
    results,
  );
}

/** What is compared: an experiment, or two desks. */
class Sides {
  #what;
  #first;
  #second;
  element;

  /**
   * @param {I18n} i18n
   * @param {readonly string[]} experiments
   * @param {readonly DeskSettings[]} desks
   */
  constructor(i18n, experiments, desks) {
    const names = desks.map(({ slug, name }) => ({ value: slug, label: name }));
    this.#what = select(
      [...experiments, ''].map((name) => ({ value: name, label: '' })),
      experiments[0] ?? '',
    );
    for (const option of this.#what.options) {
      if (option.value === '') i18n.text(option, 'admin.compare.two_desks');
      else i18n.text(option, 'admin.compare.experiment', { name: option.value });
    }
    this.#first = select(names, names[0]?.value);
    this.#second = select(names, (names[1] ?? names[0])?.value);
    const pair = h(
      'div',
      { class: 'sides' },
      field(i18n, 'admin.compare.first', this.#first),
      field(i18n, 'admin.compare.second', this.#second),
    );
    const update = () => (pair.hidden = this.isExperiment);
    this.#what.addEventListener('change', update);
    update();
    this.element = h('div', { class: 'sides' }, field(i18n, 'admin.compare.what', this.#what), pair);
  }

  get isExperiment() {
    return this.#what.value !== '';
  }

  /** @returns {{experiment: string} | {first: string, second: string}} */
  get chosen() {
    return this.isExperiment
      ? { experiment: this.#what.value }
      : { first: this.#first.value, second: this.#second.value };
  }
}
