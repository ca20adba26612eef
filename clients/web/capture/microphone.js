/**
 * The microphone: asks for it, runs the worklet, tells what goes wrong by code.
 *
 * What was asked for is a wish; what the device does is in `getSettings()`. Sound is taken at the
 * rate of the device, so that it is converted once, by the worklet.
 *
 * Between two listening stretches the stream stays open but disabled: asking again would cost the
 * first words and, in some browsers, another question to the person.
 */

/** @typedef {'insecure_page' | 'mic_denied' | 'mic_absent' | 'mic_gone' | 'mic_busy' | 'mic_unplugged' | 'mic_muted' | 'mic_failed'} MicrophoneCode */
/**
 * @typedef {object} Wishes
 * @property {string} deviceId empty: the one that the device is set to
 * @property {boolean} echo speech is played beside the microphone, so its echo is to be taken out
 */
/**
 * What an open microphone does, as the browser tells it; undefined where it does not.
 *
 * @typedef {object} Facts
 * @property {string} deviceId
 * @property {number} rateHz
 * @property {number | undefined} channels
 * @property {boolean | undefined} echo its echo is taken out
 */

export class MicrophoneError extends Error {
  /**
   * @param {MicrophoneCode} code
   * @param {unknown} [cause]
   */
  constructor(code, cause) {
    super(code, { cause });
    this.code = code;
  }
}

/** @type {Readonly<Record<string, MicrophoneCode>>} what getUserMedia throws, by name */
const CODES = {
  NotAllowedError: 'mic_denied',
  SecurityError: 'mic_denied',
  NotFoundError: 'mic_absent',
  OverconstrainedError: 'mic_gone', // nothing but the device is asked for exactly
  NotReadableError: 'mic_busy',
  AbortError: 'mic_busy',
};

/**
 * Taking echo out costs the voice, so it is done only where there is some.
 *
 * @param {Wishes} wishes
 * @returns {MediaStreamConstraints}
 */
function constraintsFor({ deviceId, echo }) {
  const processing = { echoCancellation: echo, noiseSuppression: false, autoGainControl: true };
  return { audio: { ...processing, ...(deviceId && { deviceId: { exact: deviceId } }) } };
}

/**
 * @typedef {object} MicrophoneOptions
 * @property {(frame: Int16Array) => void} onFrame a 20 ms frame of the open gate
 * @property {(code: MicrophoneCode | null) => void} onProblem something happened to an open
 *   microphone; null: it is over
 * @property {Pick<MediaDevices, 'getUserMedia'> | undefined} [devices] undefined on a page without
 *   https
 * @property {(rateHz: number | undefined) => AudioContext} [createContext]
 */

export class Microphone {
  #options;
  /** @type {{track: MediaStreamTrack, context: AudioContext, node: AudioWorkletNode} | null} */
  #open = null;
  /** @type {(() => void) | null} */
  #onGateClosed = null;
  /** Rises when the microphone is closed, so that one that opens meanwhile does not stay open. */
  #closings = 0;
  /** @type {Wishes} for the next time it is opened */
  wishes = { deviceId: '', echo: false };

  /** @param {MicrophoneOptions} options */
  constructor(options) {
    this.#options = {
      devices: globalThis.navigator?.mediaDevices,
      createContext: (sampleRate) => new AudioContext({ latencyHint: 'interactive', sampleRate }),
      ...options,
    };
  }

  get isOpen() {
    return this.#open !== null;
  }

  /** @returns {Facts | null} null while it is closed */
  get facts() {
    if (this.#open === null) return null;
    const { track, context } = this.#open;
    const { deviceId = '', channelCount, echoCancellation } = track.getSettings();
    const echo = typeof echoCancellation === 'string' || echoCancellation;
    return { deviceId, rateHz: context.sampleRate, channels: channelCount, echo };
  }

  /**
   * Asks for the microphone. Must be called from a click or a key, else the browser keeps audio
   * suspended.
   *
   * @throws {MicrophoneError}
   */
  async open() {
    if (this.#open !== null) return;
    const { devices } = this.#options;
    if (devices === undefined) throw new MicrophoneError('insecure_page');
    const closings = this.#closings;
    try {
      this.#open = await this.#connect(await devices.getUserMedia(constraintsFor(this.wishes)));
    } catch (error) {
      throw asMicrophoneError(error);
    }
    if (closings !== this.#closings) await this.close();
  }

  /** @param {MediaStream} stream */
  async #connect(stream) {
    const [track] = stream.getAudioTracks();
    /** @type {AudioContext | null} */
    let context = null;
    try {
      context = this.#options.createContext(track.getSettings().sampleRate);
      await context.audioWorklet.addModule(new URL('./worklet.js', import.meta.url));
      await context.resume();
      return { track, context, node: this.#createNode(context, stream) };
    } catch (error) {
      track.stop();
      await context?.close();
      throw error;
    }
  }

  /**
   * @param {AudioContext} context
   * @param {MediaStream} stream
   */
  #createNode(context, stream) {
    const [track] = stream.getAudioTracks();
    const node = new AudioWorkletNode(context, 'tulkki-capture', {
      numberOfOutputs: 0,
      channelCountMode: 'max',
      channelInterpretation: 'discrete',
    });
    node.port.onmessage = ({ data }) => this.#receive(data);
    node.onprocessorerror = () => this.#lose('mic_failed');
    context.createMediaStreamSource(stream).connect(node);
    track.enabled = false;
    track.onmute = () => this.#options.onProblem('mic_muted');
    track.onunmute = () => this.#options.onProblem(null);
    track.onended = () => this.#lose('mic_unplugged');
    return node;
  }

  /** @param {ArrayBuffer | 'closed'} data */
  #receive(data) {
    if (data !== 'closed') {
      this.#options.onFrame(new Int16Array(data));
      return;
    }
    this.#onGateClosed?.();
    this.#onGateClosed = null;
  }

  /** Frames begin to come. */
  listen() {
    if (this.#open === null) throw new Error('the microphone is not open');
    const { track, node } = this.#open;
    track.enabled = true;
    node.port.postMessage({ open: true });
  }

  /**
   * Frames stop; resolves when the last one has been given.
   *
   * @returns {Promise<void>}
   */
  async pause() {
    if (this.#open === null) return;
    const { track, node, context } = this.#open;
    if (context.state === 'running') {
      const closed = new Promise((resolve) => {
        this.#onGateClosed = () => resolve(undefined);
      });
      node.port.postMessage({ open: false });
      await closed;
    }
    track.enabled = false;
  }

  /** Gives the microphone back. */
  async close() {
    this.#closings += 1;
    if (this.#open === null) return;
    const { track, node, context } = this.#open;
    this.#open = null;
    track.onended = null;
    track.stop();
    node.port.close();
    this.#onGateClosed?.();
    this.#onGateClosed = null;
    await context.close();
  }

  /** @param {MicrophoneCode} code */
  #lose(code) {
    this.#options.onProblem(code);
    void this.close();
  }
}

/** @param {unknown} error */
function asMicrophoneError(error) {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  return new MicrophoneError(CODES[name] ?? 'mic_failed', error);
}
