/** How loud the microphone is, as a bar, and in words what to do about it. */

import { FLOOR_DB } from '../capture/level.js';
import { h } from './dom.js';

/** @typedef {import('../capture/level.js').Advice | 'speak'} Advice */
/** @typedef {import('../capture/level.js').Level} Level */

/** Levels fall slower than they rise, so that the bar can be followed with the eye. */
const FALL_DB = 1.2;
const QUIETEST_DB = -60;

export class LevelMeter {
  #i18n;
  #bar = h('div', { class: 'level-bar' });
  #advice = h('p', { class: 'level-advice', 'aria-live': 'polite' });
  #scale;
  #shownDb = FLOOR_DB;

  /** @param {import('../i18n/i18n.js').I18n} i18n */
  constructor(i18n) {
    this.#i18n = i18n;
    this.#scale = i18n.attribute(
      h(
        'div',
        { class: 'level-scale', role: 'meter', 'aria-valuemin': 0, 'aria-valuemax': 100 },
        this.#bar,
      ),
      'aria-label',
      'level.label',
    );
    this.element = h('div', { class: 'level' }, this.#scale, this.#advice);
    this.off();
  }

  /** @param {Pick<Level, 'rmsDb'> & {advice: Advice | null}} level of a frame, 50 times a second */
  show({ rmsDb, advice }) {
    this.#shownDb = Math.max(rmsDb, this.#shownDb - FALL_DB);
    const share = Math.max(0, Math.min(1, (this.#shownDb - QUIETEST_DB) / -QUIETEST_DB));
    this.#bar.style.setProperty('--level', share.toFixed(3));
    this.#scale.setAttribute('aria-valuenow', (share * 100).toFixed(0));
    this.#say(advice ?? 'good');
  }

  off() {
    this.#shownDb = FLOOR_DB;
    this.#bar.style.setProperty('--level', '0');
    this.#scale.setAttribute('aria-valuenow', '0');
    this.#say('off');
  }

  /** @param {Advice | 'good' | 'off'} what */
  #say(what) {
    if (this.element.dataset.advice === what) return;
    this.element.dataset.advice = what;
    this.#i18n.text(this.#advice, `level.${what}`);
  }
}
