/** A phone that speaks. Loaded when staff allow its microphone, and not before. */

import { Speaking } from '../../capture/speaking.js';
import { Uplink } from '../../net/uplink.js';

/** @typedef {import('../../capture/level.js').Level} Level */
/** @typedef {import('./reader-call.js').ReaderCall} ReaderCall */

export class PhoneSpeech {
  #call;
  #uplink;
  #speaking;
  #leaving = new AbortController();

  /**
   * @param {ReaderCall} call
   * @param {string} lang that is spoken
   * @param {(level: Level | null) => void} onLevel null: the microphone is off
   */
  constructor(call, lang, onLevel) {
    this.#call = call;
    this.#uplink = new Uplink({ speaks: lang, listening: false }, () =>
      call.store.dispatch({ kind: 'audio_given_up' }),
    );
    this.#speaking = new Speaking({
      store: call.store,
      uplink: this.#uplink,
      push: (frame) => call.pushAudio(frame),
    });
    this.#speaking.onLevel = onLevel;
    call.setUplink(this.#uplink);
    // A phone that is put away does not listen.
    document.addEventListener(
      'visibilitychange',
      () => document.visibilityState === 'hidden' && void this.want(false),
      { signal: this.#leaving.signal },
    );
  }

  /** @param {boolean} listening */
  want(listening) {
    return this.#speaking.want(listening);
  }

  /**
   * Must be called from a click or a key.
   *
   * @param {Partial<import('../../capture/microphone.js').Wishes>} wishes
   */
  prefer(wishes) {
    return this.#speaking.prefer(wishes);
  }

  /** @param {string} lang that is spoken from now on */
  speak(lang) {
    this.#uplink.set({ speaks: lang });
  }

  /** Gives the microphone back; what was not sent yet is dropped. */
  async close() {
    this.#leaving.abort();
    const closed = this.#speaking.close();
    this.#call.setUplink(null);
    await closed;
  }
}
