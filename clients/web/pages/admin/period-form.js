/** Which time and which desk are looked at. Days are in UTC, as they are counted. */

import { h } from '../../elements/dom.js';
import { field, select } from '../../elements/field.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/admin-api.js').Period} Period */

const DAY_MS = 24 * 3600 * 1000;
const DAYS_AT_FIRST = 30;

export class PeriodForm {
  #since;
  #until;
  #desk;
  element;

  /**
   * @param {I18n} i18n
   * @param {readonly import('../../net/admin-api.js').DeskSettings[]} desks to choose from
   * @param {(period: Period) => void} onShow
   * @param {string} [label] key of the button
   */
  constructor(i18n, desks, onShow, label = 'admin.filter.show') {
    const today = Date.now();
    this.#since = h('input', { type: 'date', value: day(today - (DAYS_AT_FIRST - 1) * DAY_MS) });
    this.#until = h('input', { type: 'date', value: day(today) });
    this.#desk = select(
      [{ value: '', label: '' }, ...desks.map(({ slug, name }) => ({ value: slug, label: name }))],
      '',
    );
    i18n.text(this.#desk.options[0], 'admin.filter.all');
    this.element = h(
      'form',
      {
        class: 'filter',
        submit: (/** @type {SubmitEvent} */ event) => {
          event.preventDefault();
          onShow(this.period);
        },
      },
      field(i18n, 'admin.filter.since', this.#since),
      field(i18n, 'admin.filter.until', this.#until),
      desks.length > 0 && field(i18n, 'admin.filter.desk', this.#desk),
      i18n.text(h('button', { class: 'button', type: 'submit' }), label),
    );
    i18n.attribute(this.element, 'aria-label', 'admin.filter');
  }

  /** @returns {Period} */
  get period() {
    const until = this.#until.valueAsNumber;
    return {
      since: this.#since.value && `${this.#since.value}T00:00:00Z`,
      before: Number.isNaN(until) ? undefined : `${day(until + DAY_MS)}T00:00:00Z`,
      desk: this.#desk.value,
    };
  }
}

/** @param {number} ms since 1970 */
function day(ms) {
  return new Date(ms).toISOString().slice(0, 10);
}
