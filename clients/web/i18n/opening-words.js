/**
 * What a client is told before anything else. Apart from the other texts: the desk shows it too.
 */

/** @type {Readonly<Record<string, string>>} by language */
export const OPENING_WORDS = {
  fi: 'Tietokone kääntää. Se voi erehtyä. Mitään ei tallenneta. Voit milloin tahansa pyytää tulkkia.',
  sv: 'En dator översätter. Den kan göra fel. Ingenting spelas in. Du kan när som helst be om en tolk.',
  en: 'A computer translates. It can make mistakes. Nothing is recorded. You may ask for an interpreter at any time.',
  pt: 'Um computador traduz. Pode cometer erros. Nada é gravado. Pode pedir um intérprete a qualquer momento.',
};

/** Readers of a language that has no words of its own here are addressed in this one. */
export const CLIENT_FALLBACK = 'en';

/**
 * @param {string} lang
 * @returns {string} the language in which a reader of `lang` is addressed
 */
export function clientLanguage(lang) {
  return Object.hasOwn(OPENING_WORDS, lang) ? lang : CLIENT_FALLBACK;
}
