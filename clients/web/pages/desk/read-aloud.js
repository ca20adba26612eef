/**
 * Reading aloud at the desk: phrases when staff show them, anything else when it is pressed. While
 * a voice of the computer is heard the microphone rests, or it would be taken for a speaker; what
 * still sounds afterwards is taken out as echo.
 */

import { AloudSwitch } from '../../elements/aloud-switch.js';
import { phrasesSince } from '../../state/phrases.js';

/** @typedef {import('../../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../../net/api.js').Language} Language */
/** @typedef {import('../../speech/aloud.js').Aloud} Aloud */
/** @typedef {import('../../state/reducer.js').State} State */
/** @typedef {import('./desk-call.js').DeskCall} DeskCall */
/** @typedef {import('./memory.js').DeskMemory} DeskMemory */

export class ReadAloud {
  #call;
  #client;
  #memory;
  #switch;
  #unfollow;
  /** @type {string | null} what the microphone was open for, before something was read */
  #resting = null;
  aloud;
  element;

  /**
   * @param {I18n} i18n
   * @param {DeskCall} call
   * @param {object} desk
   * @param {Aloud} desk.aloud
   * @param {readonly Language[]} desk.languages of staff and client
   * @param {DeskMemory} desk.memory
   */
  constructor(i18n, call, { aloud, languages, memory }) {
    this.aloud = aloud;
    this.#call = call;
    this.#client = languages[1].code;
    this.#memory = memory;
    this.#switch = new AloudSwitch(i18n, aloud, languages, {
      key: 'aloud.missing',
      onTurn: (on) => this.#turn(on),
    });
    this.element = this.#switch.element;
    this.#unfollow = call.store.subscribe((state, before) => this.#follow(state, before));
    aloud.subscribe(() => this.#update());
    this.#turn(memory.get().aloud ?? false);
  }

  close() {
    this.#unfollow();
    this.aloud.close();
  }

  /** @param {boolean} on */
  #turn(on) {
    this.#memory.remember({ aloud: on });
    this.aloud.turn(on);
    void this.#call.prefer({ echo: on });
  }

  #update() {
    this.#switch.update();
    if (this.aloud.isReading) this.#rest();
    else this.#wake();
  }

  #rest() {
    if (!this.#call.isTalking) return;
    // A key that is held may be let go meanwhile: nothing opens again by itself then.
    if (this.#memory.get().talkMode !== 'hold') this.#resting = this.#call.speaks;
    void this.#call.hush();
  }

  #wake() {
    const speaks = this.#resting;
    this.#resting = null;
    if (speaks !== null) void this.#call.talk(speaks);
  }

  /**
   * @param {State} state
   * @param {State} before
   */
  #follow(state, before) {
    if (state.mic.status === 'listening' && before.mic.status !== 'listening') {
      this.#resting = null; // a person speaks now
      this.aloud.stop();
    }
    if (!this.aloud.isOn || state.finals === before.finals) return;
    const shown = phrasesSince(state, before, this.#client).at(-1);
    if (shown !== undefined) this.aloud.read(this, { text: shown, lang: this.#client });
  }
}
