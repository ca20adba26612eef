/**
 * A recorded visit in the place of a microphone, to practise with. Everything behind it is as with a
 * real one: the worklet, the line, the recognizer.
 *
 * One language is heard. Turns in the others are typed, where the dialogue has them: there is no
 * free voice of those that the recognizer understands.
 */

/** Stands for the recording among the devices. */
export const RECORDING = 'tulkki-recording';
/** What is heard. */
const RECORDED = 'en';
const FOLDER = new URL('../practice/', import.meta.url);
/** Between two turns: people read before they answer. */
const PAUSE_MS = 3_000;

/** @typedef {{role: 'staff' | 'client', texts: Readonly<Record<string, string>>}} Turn */
/** @typedef {{lang: string, text: string | undefined, sound: AudioBuffer | null}} PlayedTurn */

/**
 * @param {readonly string[]} pair languages of staff and client
 * @returns {boolean} whether one of them is heard
 */
export function isRecorded(pair) {
  return pair.includes(RECORDED);
}

export class Recording {
  #pair;
  #say;
  #onOver;
  /** @type {{context: AudioContext, output: MediaStreamAudioDestinationNode} | null} */
  #open = null;
  /** @type {readonly PlayedTurn[]} */
  #turns = [];
  #next = 0;
  /** @type {AbortController | null} while it plays */
  #playing = null;

  /**
   * @param {readonly [string, string]} pair languages of staff and client
   * @param {object} dialogue
   * @param {(text: string, lang: string) => void} dialogue.say a turn that is typed
   * @param {() => void} dialogue.onOver the last turn has been said
   */
  constructor(pair, { say, onOver }) {
    this.#pair = pair;
    this.#say = say;
    this.#onOver = onOver;
  }

  /**
   * As of `navigator.mediaDevices`, with one device more.
   *
   * @param {MediaStreamConstraints} constraints
   * @returns {Promise<MediaStream>}
   */
  async getUserMedia(constraints) {
    await this.close();
    const { deviceId } = /** @type {MediaTrackConstraints} */ (constraints.audio);
    const { exact } = /** @type {ConstrainDOMStringParameters} */ (deviceId ?? {});
    if (exact !== RECORDING) return navigator.mediaDevices.getUserMedia(constraints);
    const context = new AudioContext();
    try {
      if (this.#turns.length === 0) this.#turns = await this.#load(context);
      await context.resume();
    } catch (error) {
      await context.close();
      throw error;
    }
    const output = context.createMediaStreamDestination();
    this.#open = { context, output };
    return output.stream;
  }

  /** Goes on with the turn that was broken off. */
  play() {
    if (this.#open === null || this.#playing !== null) return;
    this.#playing = new AbortController();
    void this.#run(this.#open, this.#playing.signal);
  }

  pause() {
    this.#playing?.abort();
    this.#playing = null;
  }

  async close() {
    this.pause();
    const open = this.#open;
    this.#open = null;
    await open?.context.close();
  }

  /**
   * @param {AudioContext} context
   * @returns {Promise<PlayedTurn[]>}
   */
  async #load(context) {
    /** @type {{turns: Turn[]}} */
    const { turns } = await (await load('dialogue.json')).json();
    return Promise.all(
      turns.map(async ({ role, texts }, index) => {
        const lang = this.#pair[role === 'staff' ? 0 : 1];
        if (lang !== RECORDED) return { lang, text: texts[lang], sound: null };
        const file = await (await load(`${lang}-${index + 1}.mp3`)).arrayBuffer();
        return { lang, text: undefined, sound: await context.decodeAudioData(file) };
      }),
    );
  }

  /**
   * @param {{context: AudioContext, output: MediaStreamAudioDestinationNode}} open
   * @param {AbortSignal} signal
   */
  async #run(open, signal) {
    for (; this.#next < this.#turns.length; this.#next += 1) {
      const { lang, text, sound } = this.#turns[this.#next];
      if (sound !== null) await sounded(open, sound, signal);
      else if (text !== undefined) this.#say(text, lang);
      if (!signal.aborted) await waited(PAUSE_MS, signal);
      if (signal.aborted) return;
    }
    this.#next = 0;
    this.#playing = null;
    this.#onOver();
  }
}

/** @param {string} name */
async function load(name) {
  const response = await fetch(new URL(name, FOLDER), { referrerPolicy: 'no-referrer' });
  if (!response.ok) throw new TypeError(`${name} cannot be had`);
  return response;
}

/**
 * Staff hear what is listened to.
 *
 * @param {{context: AudioContext, output: AudioNode}} open
 * @param {AudioBuffer} sound
 * @param {AbortSignal} signal
 * @returns {Promise<void>} it was heard, or broken off
 */
function sounded({ context, output }, sound, signal) {
  const source = new AudioBufferSourceNode(context, { buffer: sound });
  source.connect(output);
  source.connect(context.destination);
  return new Promise((resolve) => {
    source.onended = () => resolve();
    signal.addEventListener('abort', () => source.stop(), { once: true });
    source.start();
  });
}

/**
 * @param {number} ms
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
function waited(ms, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const stop = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}
