/**
 * Which voice reads a language aloud.
 *
 * Only voices of the device itself count: the others send the text to whoever offers them.
 */

/** @typedef {Pick<SpeechSynthesisVoice, 'lang' | 'localService' | 'default'>} Voice */

/**
 * @template {Voice} V
 * @param {readonly V[]} voices
 * @param {string} lang
 * @returns {V | null} the one that the person has set, or else of where most speak the language
 */
export function localVoice(voices, lang) {
  const wanted = languageOf(lang);
  const own = voices.filter((voice) => voice.localService && languageOf(voice.lang) === wanted);
  const { region } = new Intl.Locale(wanted).maximize();
  return (
    own.find((voice) => voice.default) ??
    own.find((voice) => regionOf(voice.lang) === region) ??
    own[0] ??
    null
  );
}

/**
 * Devices write en-US, en_US and eng-USA.
 *
 * @param {string} tag
 */
function languageOf(tag) {
  const [language] = tag.split(/[-_]/);
  try {
    return new Intl.Locale(language).language;
  } catch (error) {
    if (error instanceof RangeError) return ''; // no language at all: a voice that nobody asks for
    throw error;
  }
}

/** @param {string} tag */
function regionOf(tag) {
  return tag.split(/[-_]/)[1];
}
