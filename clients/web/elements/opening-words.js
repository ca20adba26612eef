/** What a client is told before anything else, in the client's language, for the desk to show. */

import { CLIENT_LANGUAGES, clientLanguage } from '../i18n/client-languages.js';
import { loadClientStrings } from '../i18n/client-strings.js';
import { noticeKey } from '../state/notice.js';
import { h } from './dom.js';

export class OpeningWords {
  element = h('p', { class: 'opening-words' });
  #wanted = '';

  /** @returns {import('../speech/aloud.js').Words} what is shown */
  get words() {
    return { text: this.element.textContent ?? '', lang: this.element.lang };
  }

  /**
   * @param {string} lang of the client
   * @param {number} retentionH hours for which the text can be had after the end
   * @throws {import('../net/api.js').ApiError} the words could not be loaded; none are shown
   */
  async show(lang, retentionH) {
    const words = clientLanguage(lang);
    const key = noticeKey(retentionH);
    const wanted = `${words} ${key}`;
    if (wanted === this.#wanted && this.element.textContent !== '') return;
    this.#wanted = wanted;
    this.element.textContent = '';
    const table = await loadClientStrings(words);
    if (wanted !== this.#wanted) return; // another language has been chosen meanwhile
    this.element.lang = words;
    this.element.dir = CLIENT_LANGUAGES[words].dir;
    this.element.textContent = table[key];
  }
}
