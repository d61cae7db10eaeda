import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heat } from '../parts/heat';

test('the more wait at an element, the warmer it is, and its number is shown', () => {
  const marks = heat({ Wait: 12000, Ask: 40, Connect: 1, Inform: 0 });

  assert.deepEqual(
    marks.map(({ element, look, badge }) => `${element} ${look} ${badge}`),
    ['Wait heat-5 12,000', 'Ask heat-2 40', 'Connect heat-1 1'],
  );
});

test('where nothing waits, nothing is marked', () => {
  assert.deepEqual(heat({}), []);
});
