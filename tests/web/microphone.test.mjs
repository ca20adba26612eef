import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Microphone, MicrophoneError } from '../../clients/web/capture/microphone.js';
import { settle } from './support/fakes.mjs';

class FakeContext {
  sampleRate = 44_100;
  isClosed = false;
  state = 'running';
  audioWorklet = { addModule: async () => {} };

  createMediaStreamSource() {
    return { connect: () => {} };
  }

  async resume() {}

  async close() {
    this.isClosed = true;
  }
}

/** The worklet, as it is seen from the page. */
class FakeNode {
  static latest = null;
  told = [];
  port = { onmessage: null, postMessage: (message) => this.told.push(message), close: () => {} };

  constructor() {
    FakeNode.latest = this;
  }

  post(data) {
    this.port.onmessage({ data });
  }
}

globalThis.AudioWorkletNode = FakeNode;

/** A microphone that is there, and everything that a test may want to see or do about it. */
function plugIn(getUserMedia, settings = {}) {
  const context = new FakeContext();
  const track = {
    enabled: true,
    isStopped: false,
    stop: () => (track.isStopped = true),
    getSettings: () => settings,
  };
  const seen = { frames: [], problems: [], asked: null, ratesHz: [] };
  const microphone = new Microphone({
    onFrame: (frame) => seen.frames.push(frame.length),
    onProblem: (problem) => seen.problems.push(problem),
    createContext: (rateHz) => {
      seen.ratesHz.push(rateHz);
      context.sampleRate = rateHz ?? context.sampleRate;
      return context;
    },
    devices: {
      getUserMedia: async (constraints) => {
        seen.asked = constraints;
        await getUserMedia?.();
        return { getAudioTracks: () => [track] };
      },
    },
  });
  return { microphone, context, track, seen };
}

for (const [name, code] of [
  ['NotAllowedError', 'mic_denied'],
  ['SecurityError', 'mic_denied'],
  ['NotFoundError', 'mic_absent'],
  ['OverconstrainedError', 'mic_gone'],
  ['NotReadableError', 'mic_busy'],
  ['AbortError', 'mic_busy'],
  ['SomethingNewError', 'mic_failed'],
]) {
  test(`${name} is told as ${code}, and nothing stays open`, async () => {
    const { microphone, seen } = plugIn(() => Promise.reject(new DOMException('', name)));
    const isCoded = (error) => error instanceof MicrophoneError && error.code === code;
    await assert.rejects(microphone.open(), isCoded);
    assert.deepEqual(seen.ratesHz, []);
    assert.equal(microphone.isOpen, false);
  });
}

test('a page without https has no microphone, and says why', async () => {
  const microphone = new Microphone({ onFrame: () => {}, onProblem: () => {}, devices: undefined });
  await assert.rejects(microphone.open(), (error) => error.code === 'insecure_page');
});

test('echo is taken out only where speech is played', async () => {
  const { microphone, seen } = plugIn();
  await microphone.open();
  assert.equal(seen.asked.audio.echoCancellation, false);
  await microphone.close();
  microphone.wishes = { deviceId: '', echo: true };
  await microphone.open();
  assert.equal(seen.asked.audio.echoCancellation, true);
});

test('one microphone is asked for where one was chosen, and no other one will do', async () => {
  const { microphone, seen } = plugIn();
  await microphone.open();
  assert.equal('deviceId' in seen.asked.audio, false);
  await microphone.close();
  microphone.wishes = { deviceId: 'headset', echo: false };
  await microphone.open();
  assert.deepEqual(seen.asked.audio.deviceId, { exact: 'headset' });
});

test('sound is taken at the rate of the device, and its settings are the truth', async () => {
  const settings = { deviceId: 'desk', sampleRate: 16_000, channelCount: 2, echoCancellation: true };
  const { microphone, seen } = plugIn(undefined, settings);
  assert.equal(microphone.facts, null);
  await microphone.open();
  assert.deepEqual(seen.ratesHz, [16_000]);
  assert.deepEqual(microphone.facts, { deviceId: 'desk', rateHz: 16_000, channels: 2, echo: true });
});

test('what a browser does not tell of a device stays open', async () => {
  const { microphone, seen } = plugIn();
  await microphone.open();
  assert.deepEqual(seen.ratesHz, [undefined]);
  const unknown = { channels: undefined, echo: undefined };
  assert.deepEqual(microphone.facts, { deviceId: '', rateHz: 44_100, ...unknown });
});

test('a sound system that does not start leaves nothing open', async () => {
  const { microphone, context, track } = plugIn();
  context.resume = () => Promise.reject(new DOMException('', 'InvalidStateError'));
  await assert.rejects(microphone.open(), (error) => error.code === 'mic_failed');
  assert.ok(track.isStopped);
  assert.ok(context.isClosed);
  assert.equal(microphone.isOpen, false);
});

test('an open microphone hears nothing until it is told to listen', async () => {
  const { microphone, track, seen } = plugIn();
  await microphone.open();
  assert.equal(track.enabled, false);
  microphone.listen();
  assert.equal(track.enabled, true);
  assert.deepEqual(FakeNode.latest.told, [{ open: true }]);
  FakeNode.latest.post(new Int16Array(320).buffer);
  assert.deepEqual(seen.frames, [320]);
});

test('a pause is over when the last frame has been given', async () => {
  const { microphone, seen } = plugIn();
  await microphone.open();
  microphone.listen();
  let isPaused = false;
  const paused = microphone.pause().then(() => (isPaused = true));
  FakeNode.latest.post(new Int16Array(320).buffer);
  await settle();
  assert.equal(isPaused, false);
  FakeNode.latest.post('closed');
  await paused;
  assert.deepEqual(seen.frames, [320]);
});

test('a pause does not wait for a sound system that stands still', async () => {
  const { microphone, context } = plugIn();
  await microphone.open();
  context.state = 'suspended';
  await microphone.pause();
});

test('unplugged, muted and not muted any more are told', async () => {
  const { microphone, track, seen } = plugIn();
  await microphone.open();
  track.onmute();
  track.onunmute();
  track.onended();
  assert.deepEqual(seen.problems, ['mic_muted', null, 'mic_unplugged']);
  assert.equal(microphone.isOpen, false);
  await microphone.open();
  assert.equal(microphone.isOpen, true);
});

test('a microphone that is closed while it opens does not stay open', async () => {
  let answer;
  const asked = new Promise((resolve) => {
    answer = resolve;
  });
  const { microphone, track, context } = plugIn(() => asked);
  const opened = microphone.open();
  await microphone.close();
  answer();
  await opened;
  assert.equal(microphone.isOpen, false);
  assert.ok(track.isStopped);
  assert.ok(context.isClosed);
});
