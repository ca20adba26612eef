import assert from 'node:assert/strict';
import { test } from 'node:test';

import { downmix, Framer, toPcm16 } from '../../clients/web/capture/pcm.js';
import { Resampler } from '../../clients/web/capture/resampler.js';
import { FRAME_SAMPLES, SAMPLE_RATE_HZ } from '../../clients/web/wire/audio.js';
import { forAll } from './support/random.mjs';

const RATES_HZ = [8_000, 16_000, 44_100, 48_000, 96_000];

/** @param {number} rateHz @param {number} seconds @param {number} toneHz */
function tone(rateHz, seconds, toneHz) {
  const samples = new Float32Array(Math.round(rateHz * seconds));
  return samples.map((_, i) => Math.sin((2 * Math.PI * toneHz * i) / rateHz));
}

function resample(rateHz, samples) {
  const resampler = new Resampler(rateHz);
  return Float32Array.of(...resampler.process(samples), ...resampler.flush());
}

/** Root mean square in dB, without the ends, where the filter has not yet or no longer a full view. */
function levelDb(samples) {
  const middle = samples.subarray(800, samples.length - 800);
  return 10 * Math.log10(middle.reduce((sum, x) => sum + x * x, 0) / middle.length);
}

const FULL_TONE_DB = 10 * Math.log10(0.5);

for (const rateHz of RATES_HZ) {
  test(`${rateHz} Hz: any chunking gives the same output, bit for bit`, () => {
    const input = tone(rateHz, 0.3, 440).map((x, i) => x * 0.5 + ((i * 7919) % 101) / 1000);
    const whole = resample(rateHz, input);
    forAll(8, (random) => {
      const resampler = new Resampler(rateHz);
      const parts = [];
      for (let at = 0; at < input.length;) {
        const length = random.pick([0, 1, 3, 128, 128, 441, 1024]);
        parts.push(...resampler.process(input.subarray(at, at + length)));
        at += length;
      }
      parts.push(...resampler.flush());
      assert.deepEqual(Float32Array.from(parts), whole);
    });
  });

  test(`${rateHz} Hz: a sample stays at its time`, () => {
    const input = new Float32Array(rateHz);
    input[rateHz / 2] = 1;
    const output = resample(rateHz, input);
    const loudest = output.reduce((best, x, i) => (x > output[best] ? i : best), 0);
    assert.equal(loudest, SAMPLE_RATE_HZ / 2);
  });

  test(`${rateHz} Hz: as much comes out as goes in`, () => {
    const output = resample(rateHz, new Float32Array(rateHz));
    assert.ok(Math.abs(output.length - SAMPLE_RATE_HZ) <= 1, `${output.length} samples`);
  });

  test(`${rateHz} Hz: speech keeps its loudness`, () => {
    const highestHz = 0.43 * Math.min(rateHz, SAMPLE_RATE_HZ);
    for (const toneHz of [100, 1_000, highestHz]) {
      const change = levelDb(resample(rateHz, tone(rateHz, 0.5, toneHz))) - FULL_TONE_DB;
      assert.ok(Math.abs(change) < 0.05, `${toneHz} Hz: ${change} dB`);
    }
  });
}

for (const rateHz of [44_100, 48_000, 96_000]) {
  test(`${rateHz} Hz: what is too high is taken out, not folded down`, () => {
    for (const toneHz of [8_050, 9_000, 15_000, rateHz / 2 - 100]) {
      const change = levelDb(resample(rateHz, tone(rateHz, 0.5, toneHz))) - FULL_TONE_DB;
      assert.ok(change < -75, `${toneHz} Hz: ${change} dB`);
    }
  });
}

test('8000 Hz: no mirror image above the old band', () => {
  // A tone at 3 kHz comes with an image at 5 kHz where zeros are put between the samples.
  const output = resample(8_000, tone(8_000, 0.5, 3_000));
  const image = tone(SAMPLE_RATE_HZ, 0.5, 5_000);
  const middle = { from: 800, to: 7_200 };
  let sum = 0;
  for (let i = middle.from; i < middle.to; i += 1) sum += output[i] * image[i];
  assert.ok(Math.abs(sum) / (middle.to - middle.from) < 1e-4);
});

for (const rateHz of [44_100, 48_000, 96_000, 8_000]) {
  test(`${rateHz} Hz: no drift over an hour of 128-sample blocks`, () => {
    // Silence can be skipped in whole seconds of both rates: the phase is the same after each. What is left to show is
    // that the phase does come back, and that blocks which do not divide a second change nothing.
    const resampler = new Resampler(rateHz);
    const block = new Float32Array(128);
    const blocks = rateHz; // 128 seconds, in blocks
    let samples = 0;
    for (let i = 0; i < blocks; i += 1) samples += resampler.process(block).length;
    samples += resampler.flush().length;
    const perHour = (samples - 128 * SAMPLE_RATE_HZ) * (3600 / 128);
    assert.ok(Math.abs(perHour) < 30, `${perHour} samples an hour`);
  });
}

test('a rate that is no whole number is refused', () => {
  assert.throws(() => new Resampler(44_100.5), RangeError);
  assert.throws(() => new Resampler(0), RangeError);
});

test('channels are averaged', () => {
  const mono = downmix([Float32Array.of(1, 0.5), Float32Array.of(0, -0.5)]);
  assert.deepEqual([...mono], [0.5, 0]);
});

test('samples are clipped at full scale', () => {
  assert.deepEqual([2, 1, 0, -1, -2].map(toPcm16), [32767, 32767, 0, -32767, -32767]);
});

test('frames have 320 samples; the last is filled up with silence', () => {
  const frames = [];
  const framer = new Framer((frame) => frames.push(frame));
  framer.push(new Float32Array(FRAME_SAMPLES + 1).fill(0.5));
  assert.equal(frames.length, 1);
  framer.flush();
  framer.flush();
  assert.deepEqual(
    frames.map(({ length }) => length),
    [FRAME_SAMPLES, FRAME_SAMPLES],
  );
  assert.deepEqual([...frames[1].subarray(0, 3)], [16384, 0, 0]);
});
