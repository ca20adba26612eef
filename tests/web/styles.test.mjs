import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const css = readFileSync(new URL('../../clients/web/styles/base.css', import.meta.url), 'utf8');

/** Colours by name, for light and dark. */
function palette() {
  const pairs = css.matchAll(/--([\w-]+):\s*light-dark\((#\w{3,6}),\s*(#\w{3,6})\)/g);
  const colours = { light: {}, dark: {} };
  for (const [, name, light, dark] of pairs) {
    colours.light[name] ??= light;
    colours.dark[name] ??= dark;
  }
  return colours;
}

/** Relative luminance as WCAG defines it. */
function luminance(hex) {
  const long = hex.length === 4 ? hex.replace(/\w/g, '$&$&') : hex;
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(long.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a, b) {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const AT_LEAST = [
  [7, 'ink', ['ground', 'surface', 'primary-tint', 'client-tint']],
  [7, 'ink-soft', ['ground', 'surface']],
  [4.5, 'ink-tentative', ['ground', 'surface']],
  [7, 'primary', ['ground', 'surface', 'primary-tint', 'on-primary']],
  [7, 'client', ['ground', 'surface', 'client-tint']],
  [7, 'live', ['ground', 'surface', 'live-tint']],
  [7, 'warn', ['ground', 'surface', 'warn-tint']],
  [7, 'danger', ['surface', 'on-danger']],
  [3, 'edge', ['ground', 'surface']],
];

for (const [scheme, colours] of Object.entries(palette())) {
  for (const [ratio, text, grounds] of AT_LEAST) {
    for (const ground of grounds) {
      test(`${scheme}: ${text} on ${ground} has a contrast of ${ratio}:1`, () => {
        const found = contrast(colours[text], colours[ground]);
        assert.ok(found >= ratio, found.toFixed(2));
      });
    }
  }
}
