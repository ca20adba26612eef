/**
 * Reads texts aloud, with the voices of this device. Off until a person turns it on; what is asked
 * for one by one is read in any case.
 */

import { localVoice } from './voices.js';

/** @typedef {{text: string, lang: string}} Words */
/** @typedef {'no_voice' | 'failed'} Problem */

/** Not failures: something else is read now, or nothing. */
const BROKEN_OFF = new Set(['canceled', 'interrupted']);

export class Aloud {
  #synthesis;
  #createUtterance;
  /** @type {Set<() => void>} */
  #listeners = new Set();
  /** @type {Map<string, SpeechSynthesisVoice | null>} by language, as far as asked for */
  #voices = new Map();
  /**
   * Held here: browsers forget to tell the end of one that nothing refers to.
   *
   * @type {SpeechSynthesisUtterance | null}
   */
  #utterance = null;
  #isOn = false;
  /** @type {object | null} what asked for the text that is read */
  reader = null;
  /** @type {{reader: object, problem: Problem} | null} why the last text was not read */
  problem = null;

  /**
   * @param {SpeechSynthesis | undefined} [synthesis] undefined where a browser has none
   * @param {(text: string) => SpeechSynthesisUtterance} [createUtterance]
   */
  constructor(
    synthesis = globalThis.speechSynthesis,
    createUtterance = (text) => new SpeechSynthesisUtterance(text),
  ) {
    this.#synthesis = synthesis;
    this.#createUtterance = createUtterance;
    synthesis?.getVoices(); // many browsers know their voices only some time after they were asked
    synthesis?.addEventListener('voiceschanged', () => {
      this.#voices.clear();
      this.#tell();
    });
  }

  /** Whether a person wants what can be read to be offered. */
  get isOn() {
    return this.#isOn;
  }

  /** @param {boolean} on */
  turn(on) {
    this.#isOn = on;
    if (!on) this.#breakOff();
    this.problem = null;
    this.#voices.clear(); // some browsers do not tell of new voices
    this.#tell();
  }

  get isReading() {
    return this.#utterance !== null;
  }

  /** @param {string} lang */
  canRead(lang) {
    return this.#voiceFor(lang) !== null;
  }

  /**
   * Breaks off what is read, and reads this.
   *
   * @param {object} reader what asks for it
   * @param {Words} words
   */
  read(reader, { text, lang }) {
    this.#breakOff();
    this.#voices.delete(lang);
    const voice = this.#voiceFor(lang);
    this.problem = voice === null ? { reader, problem: 'no_voice' } : null;
    if (voice !== null) this.#speak(reader, text, voice);
    this.#tell();
  }

  stop() {
    if (!this.isReading) return;
    this.#breakOff();
    this.#tell();
  }

  /** The conversation is over: nothing of it is heard, or known here any more. */
  close() {
    this.#listeners.clear();
    this.turn(false);
  }

  /**
   * @param {() => void} listener something is read, or not any more, or can be
   * @returns {() => void} tells it no more
   */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @param {string} lang */
  #voiceFor(lang) {
    const known = this.#voices.get(lang);
    if (known !== undefined) return known;
    const voice = localVoice(this.#synthesis?.getVoices() ?? [], lang);
    this.#voices.set(lang, voice);
    return voice;
  }

  /**
   * @param {object} reader
   * @param {string} text
   * @param {SpeechSynthesisVoice} voice
   */
  #speak(reader, text, voice) {
    const utterance = this.#createUtterance(text);
    utterance.voice = voice;
    utterance.lang = voice.lang;
    utterance.onend = () => this.#finish(utterance, null);
    utterance.onerror = ({ error }) =>
      this.#finish(utterance, BROKEN_OFF.has(error) ? null : 'failed');
    this.#utterance = utterance;
    this.reader = reader;
    this.#synthesis?.speak(utterance);
  }

  /**
   * @param {SpeechSynthesisUtterance} utterance
   * @param {Problem | null} problem
   */
  #finish(utterance, problem) {
    if (utterance !== this.#utterance) return; // another one is read by now
    if (problem !== null && this.reader !== null) this.problem = { reader: this.reader, problem };
    this.#utterance = this.reader = null;
    this.#tell();
  }

  #breakOff() {
    this.#utterance = this.reader = null;
    this.#synthesis?.cancel();
  }

  #tell() {
    for (const listener of this.#listeners) listener();
  }
}
