/** What a client is told before anything else, in the client's language, for the desk to show. */

import { CLIENT_LANGUAGES, clientLanguage } from '../i18n/client-languages.js';
import { loadClientStrings } from '../i18n/client-strings.js';
import { h } from './dom.js';

export class OpeningWords {
  element = h('p', { class: 'opening-words' });
  #wanted = '';

  /** @returns {import('../speech/aloud.js').Words} what is shown */
  get words() {
    return { text: this.element.textContent ?? '', lang: this.#wanted };
  }

  /**
   * @param {string} lang of the client
   * @throws {import('../net/api.js').ApiError} the words could not be loaded; none are shown
   */
  async show(lang) {
    const words = clientLanguage(lang);
    if (words === this.#wanted && this.element.textContent !== '') return;
    this.#wanted = words;
    this.element.textContent = '';
    const table = await loadClientStrings(words);
    if (words !== this.#wanted) return; // another language has been chosen meanwhile
    this.element.lang = words;
    this.element.dir = CLIENT_LANGUAGES[words].dir;
    this.element.textContent = table['notice.text'];
  }
}
