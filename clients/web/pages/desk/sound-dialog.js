/** The microphone and what opens it, in a window of its own. Loaded when staff look. */

import { createClosableDialog } from '../../elements/closable-dialog.js';
import { h } from '../../elements/dom.js';
import { endonym } from '../../elements/language-picker.js';
import { MicrophoneChoice } from '../../elements/microphone-choice.js';
import { PedalSetting } from '../../elements/pedal-setting.js';

/** @typedef {import('../../net/api.js').Language} Language */
/** @typedef {import('./desk-call.js').DeskCall} DeskCall */
/** @typedef {import('./memory.js').DeskMemory} DeskMemory */
/** @typedef {import('./talk-keys.js').Side} Side */

export class SoundDialog {
  #i18n;
  #memory;
  #dialog;
  /** @type {Map<Side, PedalSetting>} */
  #pedals;
  element;

  /**
   * @param {import('../../i18n/i18n.js').I18n} i18n
   * @param {DeskCall} call
   * @param {DeskMemory} memory
   * @param {readonly Language[]} languages of staff and client
   */
  constructor(i18n, call, memory, [staff, client]) {
    this.#i18n = i18n;
    this.#memory = memory;
    this.#pedals = new Map([
      ['staff', this.#createPedal('staff', staff)],
      ['client', this.#createPedal('client', client)],
    ]);
    const microphone = new MicrophoneChoice(i18n, memory.get().microphone ?? '', (deviceId) => {
      memory.remember({ microphone: deviceId });
      void call.prefer({ deviceId });
    });
    call.store.subscribe(({ mic }, before) => {
      if (mic.status !== before.mic.status) microphone.update(call.microphone);
    });
    microphone.update(call.microphone);
    this.#dialog = createClosableDialog(
      i18n,
      'sound.title',
      microphone.element,
      this.#createPedals(),
    );
    this.element = this.#dialog.element;
    this.#showPedals();
  }

  open() {
    this.#dialog.open();
  }

  #createPedals() {
    return h(
      'section',
      { class: 'sound-part' },
      this.#i18n.text(h('h3'), 'pedal.title'),
      this.#i18n.text(h('p', { class: 'soft' }), 'pedal.lead'),
      ...[...this.#pedals.values()].map(({ element }) => element),
    );
  }

  /**
   * @param {Side} side
   * @param {Language} language
   */
  #createPedal(side, language) {
    return new PedalSetting(this.#i18n, endonym(language), (code) => this.#learn(side, code));
  }

  /**
   * One key opens one language.
   *
   * @param {Side} side
   * @param {string | undefined} code
   */
  #learn(side, code) {
    const others = Object.entries(this.#memory.get().pedals ?? {}).filter(
      ([other, taken]) => other !== side && taken !== code,
    );
    this.#memory.remember({ pedals: { ...Object.fromEntries(others), [side]: code } });
    this.#showPedals();
  }

  #showPedals() {
    const pedals = this.#memory.get().pedals ?? {};
    for (const [side, setting] of this.#pedals) setting.update(pedals[side]);
  }
}
