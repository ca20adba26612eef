/**
 * The languages in which clients are addressed. The words themselves are in `client/<code>.json`,
 * which also says whether a native speaker has reviewed them; only the one that is read is loaded.
 */

/** @type {Readonly<Record<string, {endonym: string, dir: 'ltr' | 'rtl'}>>} by ISO 639 code */
export const CLIENT_LANGUAGES = {
  fi: { endonym: 'suomi', dir: 'ltr' },
  sv: { endonym: 'svenska', dir: 'ltr' },
  en: { endonym: 'English', dir: 'ltr' },
  pt: { endonym: 'português', dir: 'ltr' },
};

/** Readers of a language that has no words of its own here are addressed in this one. */
export const CLIENT_FALLBACK = 'en';

/**
 * @param {string} lang
 * @returns {string} the language in which a reader of `lang` is addressed
 */
export function clientLanguage(lang) {
  return Object.hasOwn(CLIENT_LANGUAGES, lang) ? lang : CLIENT_FALLBACK;
}
