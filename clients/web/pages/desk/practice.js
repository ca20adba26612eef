/** What is special where staff practise: a recording to listen to, and a sign that says so. */

import { isRecorded, Recording, RECORDING } from '../../capture/recording.js';
import { Choice } from '../../elements/choice.js';
import { h, icon } from '../../elements/dom.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('./desk-call.js').DeskCall} DeskCall */

/** Stands for the microphone that staff have chosen. */
const MICROPHONE = '';

export class Practice {
  #i18n;
  #pair;
  #microphone;
  #told = h('span', { role: 'status' });
  /** @type {DeskCall | null} */
  #call = null;
  /** In the place of the browser's own: with the recording among them. */
  devices;
  element;

  /**
   * @param {I18n} i18n
   * @param {[string, string]} pair languages of staff and client
   * @param {() => string} microphone that staff have chosen; empty for that of the device
   */
  constructor(i18n, pair, microphone) {
    this.#i18n = i18n;
    this.#pair = pair;
    this.#microphone = microphone;
    this.devices = new Recording(pair, {
      say: (text, lang) => void this.#call?.say(text, lang),
      onOver: () => this.#finish(),
    });
    i18n.text(this.#told, isRecorded(pair) ? 'practice.hint' : 'practice.none');
    this.element = h(
      'div',
      { class: 'practice' },
      h('p', {}, icon('info'), h('span', {}, this.#mark(), ' ', this.#told)),
      isRecorded(pair) && this.#createSources(),
    );
  }

  /** @param {DeskCall} call that listens to the devices */
  follow(call) {
    this.#call = call;
    if (isRecorded(this.#pair)) void call.prefer({ deviceId: RECORDING });
    call.store.subscribe(({ mic, connection }, before) => {
      if (connection.phase === 'stopped') void this.devices.close();
      else if (mic.status === before.mic.status) return;
      else if (mic.status === 'listening') this.devices.play();
      else this.devices.pause();
    });
  }

  #mark() {
    return this.#i18n.text(h('strong'), 'practice.body');
  }

  #createSources() {
    const legend = this.#i18n.text(h('span'), 'practice.source');
    const sources = new Choice(legend, (source) => {
      const deviceId = source === RECORDING ? RECORDING : this.#microphone();
      void this.#call?.prefer({ deviceId });
    });
    sources.offer([
      { value: RECORDING, label: this.#i18n.text(h('span'), 'practice.recording') },
      { value: MICROPHONE, label: this.#i18n.text(h('span'), 'practice.microphone') },
    ]);
    sources.select(RECORDING);
    return sources.element;
  }

  #finish() {
    this.#i18n.text(this.#told, 'practice.over');
    void this.#call?.hush();
  }
}
