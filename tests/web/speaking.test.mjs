import assert from 'node:assert/strict';
import { test } from 'node:test';

import { MicrophoneError } from '../../clients/web/capture/microphone.js';
import { Speaking } from '../../clients/web/capture/speaking.js';
import { Store } from '../../clients/web/state/store.js';
import { settle } from './support/fakes.mjs';

/** A microphone that opens when the test lets it. */
class FakeMicrophone {
  isOpen = false;
  listening = false;
  /** @type {(() => void)[]} */
  #waiting = [];
  /** @type {MicrophoneError | null} */
  refusal = null;
  wishes = { deviceId: '', echo: false };
  /** @type {object[]} what was wished each time it was opened */
  opened = [];

  constructor(options) {
    this.options = options;
  }

  async open() {
    if (this.isOpen) return;
    await new Promise((resolve) => this.#waiting.push(() => resolve(undefined)));
    if (this.refusal !== null) throw this.refusal;
    this.isOpen = true;
    this.opened.push(this.wishes);
  }

  async answer() {
    this.#waiting.splice(0).forEach((open) => open());
    await settle();
  }

  listen() {
    this.listening = true;
  }

  async pause() {
    this.listening = false;
  }

  async close() {
    this.isOpen = false;
    this.listening = false;
  }
}

function setUp() {
  const store = new Store();
  const seen = { frames: [], told: [], levels: [], statuses: [] };
  store.subscribe(({ mic }, before) => {
    if (mic.status !== before.mic.status) seen.statuses.push(mic.status);
  });
  /** @type {FakeMicrophone} */
  let microphone;
  const speaking = new Speaking({
    store,
    uplink: { set: (change) => seen.told.push(change) },
    push: (frame) => seen.frames.push(frame.length),
    createMicrophone: (options) => (microphone = new FakeMicrophone(options)),
  });
  speaking.onLevel = (level) => seen.levels.push(level);
  return { store, seen, microphone, speaking };
}

test('opens, listens, pauses, and tells the server each', async () => {
  const { seen, microphone, speaking } = setUp();
  const wanted = speaking.want(true);
  await microphone.answer();
  await wanted;
  microphone.options.onFrame(new Int16Array(320));
  await speaking.want(false);
  assert.deepEqual(seen.statuses, ['opening', 'listening', 'paused']);
  assert.deepEqual(seen.told, [{ listening: true }, { listening: false }]);
  assert.deepEqual(seen.frames, [320]);
  assert.equal(seen.levels.at(-1), null);
});

test('a button that is let go while the microphone opens leaves nothing open', async () => {
  const { seen, microphone, speaking } = setUp();
  const wanted = speaking.want(true);
  await speaking.want(false);
  await microphone.answer();
  await wanted;
  assert.equal(microphone.listening, false);
  assert.deepEqual(seen.statuses, ['opening', 'paused']);
  assert.deepEqual(seen.told, []);
});

test('a microphone that is opened ahead does not listen', async () => {
  const { seen, microphone, speaking } = setUp();
  const prepared = speaking.prepare();
  await microphone.answer();
  await prepared;
  assert.deepEqual(seen.statuses, ['opening', 'paused']);
  assert.deepEqual(seen.told, []);
  await speaking.prepare(); // it is open already
  await speaking.want(true);
  assert.deepEqual(seen.statuses, ['opening', 'paused', 'listening']);
});

test('a wish that comes while the microphone is opened ahead holds afterwards', async () => {
  const { seen, microphone, speaking } = setUp();
  const prepared = speaking.prepare();
  assert.deepEqual(seen.statuses, ['opening']);
  assert.equal(speaking.isWanted, false); // so that one press starts it, and does not stop it
  await speaking.want(true);
  assert.equal(speaking.isWanted, true);
  await microphone.answer();
  await prepared;
  assert.equal(seen.statuses.at(-1), 'listening');
  assert.equal(microphone.listening, true);
});

test('a microphone that is refused is told, and the next try may work', async () => {
  const { store, microphone, speaking } = setUp();
  microphone.refusal = new MicrophoneError('mic_denied');
  const wanted = speaking.want(true);
  await microphone.answer();
  await wanted;
  assert.deepEqual(store.state.mic, { status: 'closed', problem: 'mic_denied' });
  microphone.refusal = null;
  const again = speaking.want(true);
  await microphone.answer();
  await again;
  assert.deepEqual(store.state.mic, { status: 'listening', problem: null });
});

test('one that is muted while the microphone opens does not listen', async () => {
  const { store, microphone, speaking } = setUp();
  const wanted = speaking.want(true);
  await speaking.close();
  microphone.isOpen = false;
  microphone.open = async () => {};
  await microphone.answer();
  microphone.isOpen = false;
  await wanted;
  assert.equal(store.state.mic.status === 'listening', false);
  assert.equal(microphone.listening, false);
});

for (const problem of ['mic_unplugged', 'mic_failed']) {
  test(`${problem} ends listening`, async () => {
    const { store, seen, microphone, speaking } = setUp();
    const wanted = speaking.want(true);
    await microphone.answer();
    await wanted;
    microphone.isOpen = false;
    microphone.options.onProblem(problem);
    assert.deepEqual(store.state.mic, { status: 'closed', problem });
    assert.deepEqual(seen.told.at(-1), { listening: false });
  });
}

const HEADSET = { deviceId: 'headset', echo: false };

test('another microphone is listened to at once where one listens', async () => {
  const { store, microphone, speaking } = setUp();
  const wanted = speaking.want(true);
  await microphone.answer();
  await wanted;
  const preferred = speaking.prefer({ deviceId: 'headset' });
  await settle();
  assert.equal(microphone.listening, false);
  await microphone.answer();
  await preferred;
  assert.deepEqual(microphone.opened.at(-1), HEADSET);
  assert.equal(store.state.mic.status, 'listening');
});

test('another microphone is opened and does not listen where none does', async () => {
  const { store, microphone, speaking } = setUp();
  const prepared = speaking.prepare();
  await microphone.answer();
  await prepared;
  const preferred = speaking.prefer({ echo: true });
  await settle();
  await microphone.answer();
  await preferred;
  assert.deepEqual(microphone.opened.at(-1), { deviceId: '', echo: true });
  assert.equal(store.state.mic.status, 'paused');
});

test('a microphone that is chosen while one opens is the one that listens', async () => {
  const { store, microphone, speaking } = setUp();
  const wanted = speaking.want(true);
  const preferred = speaking.prefer({ deviceId: 'headset' });
  await microphone.answer();
  await wanted;
  await settle();
  await microphone.answer();
  await preferred;
  assert.deepEqual(microphone.opened.at(-1), HEADSET);
  assert.equal(store.state.mic.status, 'listening');
});

test('a choice that changes nothing, or is made ahead, opens nothing', async () => {
  const { microphone, speaking } = setUp();
  await speaking.prefer({ deviceId: 'headset' });
  assert.deepEqual(microphone.opened, []);
  const wanted = speaking.want(true);
  await microphone.answer();
  await wanted;
  await speaking.prefer({ deviceId: 'headset' });
  assert.deepEqual(microphone.opened, [HEADSET]);
});
