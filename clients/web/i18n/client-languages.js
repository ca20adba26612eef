/**
 * The languages in which clients are addressed. The words themselves are in `client/<code>.json`,
 * which also says whether a native speaker has reviewed them; only the one that is read is loaded.
 */

/** @type {Readonly<Record<string, {endonym: string, dir: 'ltr' | 'rtl'}>>} by ISO 639 code */
export const CLIENT_LANGUAGES = {
  fi: { endonym: 'suomi', dir: 'ltr' },
  sv: { endonym: 'svenska', dir: 'ltr' },
  en: { endonym: 'English', dir: 'ltr' },
  ru: { endonym: 'русский', dir: 'ltr' },
  uk: { endonym: 'українська', dir: 'ltr' },
  et: { endonym: 'eesti', dir: 'ltr' },
  ar: { endonym: 'العربية', dir: 'rtl' },
  fa: { endonym: 'فارسی', dir: 'rtl' },
  so: { endonym: 'soomaali', dir: 'ltr' },
  sq: { endonym: 'shqip', dir: 'ltr' },
  zh: { endonym: '中文', dir: 'ltr' },
  tr: { endonym: 'Türkçe', dir: 'ltr' },
  vi: { endonym: 'Tiếng Việt', dir: 'ltr' },
  es: { endonym: 'español', dir: 'ltr' },
  fr: { endonym: 'français', dir: 'ltr' },
  pt: { endonym: 'português', dir: 'ltr' },
  ckb: { endonym: 'کوردیی ناوەندی', dir: 'rtl' },
  kmr: { endonym: 'Kurmancî', dir: 'ltr' },
  ti: { endonym: 'ትግርኛ', dir: 'ltr' },
  am: { endonym: 'አማርኛ', dir: 'ltr' },
  ur: { endonym: 'اردو', dir: 'rtl' },
  th: { endonym: 'ไทย', dir: 'ltr' },
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
