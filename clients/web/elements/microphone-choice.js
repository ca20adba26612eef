/** Which microphone, and what it does by its own account. */

import { listMicrophones } from '../capture/devices.js';
import { h } from './dom.js';

/** @typedef {import('../capture/microphone.js').Facts} Facts */

/** Below the rate at which speech is recognized, its upper half is missing. */
const NARROW_HZ = 16_000;

export class MicrophoneChoice {
  #i18n;
  #devices = navigator.mediaDevices;
  #chosen;
  #select;
  #facts = h('p', { class: 'soft mic-facts' });
  #narrow;
  element;

  /**
   * @param {import('../i18n/i18n.js').I18n} i18n
   * @param {string} chosen device; empty: the one that the computer is set to
   * @param {(deviceId: string) => void} onChoose
   */
  constructor(i18n, chosen, onChoose) {
    this.#i18n = i18n;
    this.#chosen = chosen;
    this.#select = h('select', {
      class: 'mic-choice',
      change: () => {
        this.#chosen = this.#select.value;
        onChoose(this.#chosen);
      },
    });
    this.#narrow = i18n.text(h('p', { class: 'warning', hidden: true }), 'mic.narrow');
    this.element = h(
      'div',
      { class: 'sound-part' },
      h('label', { class: 'field' }, i18n.text(h('span'), 'mic.choose'), this.#select),
      this.#facts,
      this.#narrow,
    );
    const follow = () => {
      if (this.element.isConnected) void this.#list();
      else this.#devices.removeEventListener('devicechange', follow);
    };
    this.#devices?.addEventListener('devicechange', follow);
    this.update(null);
  }

  /** @param {Facts | null} facts null: no microphone is open */
  update(facts) {
    this.#facts.replaceChildren(...(facts === null ? [] : this.#tell(facts)));
    this.#narrow.hidden = facts === null || facts.rateHz >= NARROW_HZ;
    void this.#list();
  }

  /** @param {Facts} facts */
  #tell({ rateHz, channels, echo }) {
    const parts = [this.#say('mic.rate', { khz: String(rateHz / 1000) })];
    if (channels !== undefined) parts.push(this.#say('mic.channels', { count: channels }));
    if (echo !== undefined) parts.push(this.#say(echo ? 'mic.echo.on' : 'mic.echo.off'));
    return parts;
  }

  /**
   * @param {string} key
   * @param {import('../i18n/i18n.js').Params} [params]
   */
  #say(key, params) {
    return this.#i18n.text(h('span'), key, params);
  }

  /** Without https there are none. */
  async #list() {
    const found = this.#devices ? await listMicrophones(this.#devices) : [];
    const named = found.filter(({ label }) => label !== '');
    const options = named.map(({ deviceId, label }) =>
      h('option', { value: deviceId, dir: 'auto' }, label),
    );
    const isThere = named.some(({ deviceId }) => deviceId === this.#chosen);
    if (this.#chosen !== '' && !isThere)
      options.push(this.#i18n.text(h('option', { value: this.#chosen }), 'mic.chosen'));
    this.#select.replaceChildren(
      this.#i18n.text(h('option', { value: '' }), 'mic.default'),
      ...options,
    );
    this.#select.value = this.#chosen;
  }
}
