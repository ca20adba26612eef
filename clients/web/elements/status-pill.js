/**
 * The state of the service: a picture, a word and a colour, so that no one of them has to be seen.
 */

import { h, icon, setIcon } from './dom.js';

/** @typedef {import('../state/status.js').Status} Status */

/** @type {Readonly<Record<Status, import('./dom.js').IconName>>} */
const ICON = {
  connecting: 'dots',
  offline: 'offline',
  reconnecting: 'offline',
  busy: 'warning',
  stopped: 'offline',
  audio_lost: 'warning',
  thinking: 'dots',
  listening: 'wave',
  paused: 'pause',
};

export class StatusPill {
  #i18n;
  #icon = icon('dots');
  #text = h('span');
  element = h('div', { class: 'status', role: 'status' }, this.#icon, this.#text);

  /** @param {import('../i18n/i18n.js').I18n} i18n */
  constructor(i18n) {
    this.#i18n = i18n;
  }

  /** @param {Status} status */
  update(status) {
    if (this.element.dataset.status === status) return;
    this.element.dataset.status = status;
    setIcon(this.#icon, ICON[status]);
    this.#i18n.text(this.#text, `status.${status}`);
  }
}
