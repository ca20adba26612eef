/** The form of audio on the wire: mono, 16 bits, at this rate, in frames of 20 ms. */

export const SAMPLE_RATE_HZ = 16_000;
export const FRAME_SAMPLES = 320;
