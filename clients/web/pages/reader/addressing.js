/** The language in which a reading page addresses its reader. */

import { CLIENT_LANGUAGES, clientLanguage } from '../../i18n/client-languages.js';
import { loadClientStrings } from '../../i18n/client-strings.js';

export class Addressing {
  #i18n;
  /** language of the words that were asked for last */
  #wanted = '';

  /** @param {import('../../i18n/i18n.js').I18n} i18n */
  constructor(i18n) {
    this.#i18n = i18n;
  }

  /**
   * @param {string} lang that is read
   * @throws {import('../../net/api.js').ApiError} its words could not be loaded
   */
  async speak(lang) {
    const words = clientLanguage(lang);
    this.#wanted = words;
    const table = await loadClientStrings(words);
    if (words !== this.#wanted) return; // another one was chosen meanwhile
    document.documentElement.lang = words;
    document.documentElement.dir = CLIENT_LANGUAGES[words].dir;
    this.#i18n.use(words, table, document.body);
  }
}
