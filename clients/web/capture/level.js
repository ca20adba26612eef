/**
 * How loud the microphone is, and what a person can do about it.
 *
 * Works on the 20 ms frames that are sent, so that the meter shows what the recognizer hears.
 * Levels are in dB below full scale (dBFS); advice looks at the last three seconds.
 */

export const FLOOR_DB = -90;

const WINDOW_FRAMES = 150; // 3 s
const CLIPPED_SAMPLE = 32_700;
const CLIPPED_FRAMES = 3;
const DEAD_DB = -80; // below any live microphone in a room
const NOISE_DB = -38;
const QUIET_SPEECH_DB = -44;
const SPEECH_SPREAD_DB = 10; // speech rises and falls; a quiet room does not

/** @typedef {'silence' | 'too_quiet' | 'too_noisy' | 'clipping'} Advice */
/** @typedef {{rmsDb: number, peakDb: number, advice: Advice | null, hasVoice: boolean}} Level hasVoice: somebody has just spoken, and can be heard well */

/** @param {number} amplitude 0 to 1 */
function toDb(amplitude) {
  return amplitude > 0 ? Math.max(FLOOR_DB, 20 * Math.log10(amplitude)) : FLOOR_DB;
}

/**
 * @param {Int16Array} frame
 * @returns {{rmsDb: number, peakDb: number}}
 */
export function measure(frame) {
  let square = 0;
  let peak = 0;
  for (const sample of frame) {
    square += sample * sample;
    peak = Math.max(peak, Math.abs(sample));
  }
  return { rmsDb: toDb(Math.sqrt(square / frame.length) / 32_768), peakDb: toDb(peak / 32_768) };
}

const CLIPPED_DB = toDb(CLIPPED_SAMPLE / 32_768);

export class LevelMeter {
  /** @type {{rmsDb: number, peakDb: number}[]} the last frames, oldest first */
  #recent = [];

  /**
   * @param {Int16Array} frame
   * @returns {Level}
   */
  push(frame) {
    const level = measure(frame);
    this.#recent.push(level);
    if (this.#recent.length > WINDOW_FRAMES) this.#recent.shift();
    return { ...level, ...this.#judge() };
  }

  /** Forgets what was heard, for example after a pause. */
  reset() {
    this.#recent = [];
  }

  /** @returns {Pick<Level, 'advice' | 'hasVoice'>} */
  #judge() {
    const sorted = this.#recent.map(({ rmsDb }) => rmsDb).sort((a, b) => a - b);
    const floorDb = sorted[Math.floor(sorted.length * 0.1)];
    const loudDb = sorted[Math.floor(sorted.length * 0.95)];
    const isSpeech = loudDb - floorDb > SPEECH_SPREAD_DB;
    const advice = this.#advise(floorDb, loudDb, isSpeech);
    return { advice, hasVoice: advice === null && isSpeech && loudDb >= QUIET_SPEECH_DB };
  }

  /**
   * @param {number} floorDb
   * @param {number} loudDb
   * @param {boolean} isSpeech
   * @returns {Advice | null}
   */
  #advise(floorDb, loudDb, isSpeech) {
    const clipped = this.#recent.filter(({ peakDb }) => peakDb >= CLIPPED_DB).length;
    if (clipped >= CLIPPED_FRAMES) return 'clipping';
    if (this.#recent.length < WINDOW_FRAMES) return null;
    if (loudDb < DEAD_DB) return 'silence';
    if (floorDb > NOISE_DB) return 'too_noisy';
    return isSpeech && loudDb < QUIET_SPEECH_DB ? 'too_quiet' : null;
  }
}
