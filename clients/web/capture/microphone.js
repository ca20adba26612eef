/**
 * The microphone: asks for it, runs the worklet, tells what goes wrong by code.
 *
 * Between two listening stretches the stream stays open but disabled: asking again would cost the
 * first words and, in some browsers, another question to the person.
 */

/** @typedef {'insecure_page' | 'mic_denied' | 'mic_absent' | 'mic_busy' | 'mic_unplugged' | 'mic_muted' | 'mic_failed'} MicrophoneCode */

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
  OverconstrainedError: 'mic_absent',
  NotReadableError: 'mic_busy',
  AbortError: 'mic_busy',
};

/** Nothing is played, so there is no echo to take out; taking it out costs the voice. */
const CONSTRAINTS = {
  audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: true },
};

/**
 * @typedef {object} MicrophoneOptions
 * @property {(frame: Int16Array) => void} onFrame a 20 ms frame of the open gate
 * @property {(code: MicrophoneCode | null) => void} onProblem something happened to an open
 *   microphone; null: it is over
 * @property {Pick<MediaDevices, 'getUserMedia'> | undefined} [devices] undefined on a page without
 *   https
 * @property {() => AudioContext} [createContext]
 */

export class Microphone {
  #options;
  /** @type {{track: MediaStreamTrack, context: AudioContext, node: AudioWorkletNode} | null} */
  #open = null;
  /** @type {(() => void) | null} */
  #onGateClosed = null;
  /** Rises when the microphone is closed, so that one that opens meanwhile does not stay open. */
  #closings = 0;

  /** @param {MicrophoneOptions} options */
  constructor(options) {
    this.#options = {
      devices: globalThis.navigator?.mediaDevices,
      createContext: () => new AudioContext({ latencyHint: 'interactive' }),
      ...options,
    };
  }

  get isOpen() {
    return this.#open !== null;
  }

  /**
   * Asks for the microphone. Must be called from a click or a key, else the browser keeps audio
   * suspended.
   *
   * @throws {MicrophoneError}
   */
  async open() {
    if (this.#open !== null) return;
    const { devices, createContext } = this.#options;
    if (devices === undefined) throw new MicrophoneError('insecure_page');
    const context = createContext();
    const closings = this.#closings;
    try {
      const stream = await devices.getUserMedia(CONSTRAINTS);
      this.#open = await this.#connect(context, stream);
    } catch (error) {
      await context.close();
      throw asMicrophoneError(error);
    }
    if (closings !== this.#closings) await this.close();
  }

  /**
   * @param {AudioContext} context
   * @param {MediaStream} stream
   */
  async #connect(context, stream) {
    const [track] = stream.getAudioTracks();
    try {
      await context.audioWorklet.addModule(new URL('./worklet.js', import.meta.url));
      await context.resume();
    } catch (error) {
      track.stop();
      throw error;
    }
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
    return { track, context, node };
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
