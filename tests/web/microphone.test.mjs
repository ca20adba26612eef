import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Microphone, MicrophoneError } from '../../clients/web/capture/microphone.js';

class FakeContext {
  isClosed = false;

  async close() {
    this.isClosed = true;
  }
}

function refuse(name) {
  const context = new FakeContext();
  const microphone = new Microphone({
    onFrame: () => {},
    onProblem: () => {},
    createContext: () => context,
    devices: { getUserMedia: () => Promise.reject(new DOMException('', name)) },
  });
  return { microphone, context };
}

for (const [name, code] of [
  ['NotAllowedError', 'mic_denied'],
  ['SecurityError', 'mic_denied'],
  ['NotFoundError', 'mic_absent'],
  ['NotReadableError', 'mic_busy'],
  ['AbortError', 'mic_busy'],
  ['SomethingNewError', 'mic_failed'],
]) {
  test(`${name} is told as ${code}, and nothing stays open`, async () => {
    const { microphone, context } = refuse(name);
    await assert.rejects(
      microphone.open(),
      (error) => error instanceof MicrophoneError && error.code === code,
    );
    assert.ok(context.isClosed);
    assert.equal(microphone.isOpen, false);
  });
}

test('a page without https has no microphone, and says why', async () => {
  const microphone = new Microphone({ onFrame: () => {}, onProblem: () => {}, devices: undefined });
  await assert.rejects(microphone.open(), (error) => error.code === 'insecure_page');
});

test('echo is not taken out of the voice', async () => {
  let asked = null;
  const microphone = new Microphone({
    onFrame: () => {},
    onProblem: () => {},
    createContext: () => new FakeContext(),
    devices: {
      getUserMedia: (constraints) => {
        asked = constraints;
        return Promise.reject(new DOMException('', 'NotFoundError'));
      },
    },
  });
  await assert.rejects(microphone.open());
  assert.equal(asked.audio.echoCancellation, false);
});
