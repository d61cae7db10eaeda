import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shown, target } from '../parts/notification';

const MESSAGE = {
  tag: 'a-tag',
  title: 'Anna tried to reach you',
  text: 'Anna called you at 12:05.',
  language: 'en',
  link: 'https://ringback.example/c/token',
  buttons: [
    { link: 'https://ringback.example/c/token', label: 'Answer' },
    { link: 'https://ringback.example/c/token?choice=not_now', label: 'No' },
  ],
};

test('a message is shown with buttons that open its page', () => {
  const { title, options } = shown(MESSAGE, 2);
  assert.equal(title, 'Anna tried to reach you');
  assert.equal(options.body, 'Anna called you at 12:05.');
  assert.deepEqual(
    options.actions.map((action) => action.title),
    ['Answer', 'No'],
  );
  assert.equal(target(options.data, '', 'https://ringback.example'), 'https://ringback.example/c/token');
  assert.equal(target(options.data, '1', 'https://ringback.example'), 'https://ringback.example/c/token?choice=not_now');
});

test('a system that shows no buttons opens the page all the same', () => {
  const { options } = shown(MESSAGE, 0);
  assert.deepEqual(options.actions, []);
  assert.equal(target(options.data, '', 'https://ringback.example'), MESSAGE.link);
});

test('what is settled takes the place of the message, without a sound and without a link', () => {
  const { options } = shown({ tag: 'a-tag', title: '', text: 'This is settled.', settled: true }, 2);
  assert.equal(options.tag, 'a-tag');
  assert.equal(options.silent, true);
  assert.equal(options.requireInteraction, false);
  assert.equal(target(options.data, '', 'https://ringback.example'), null);
});

test('no other page is opened', () => {
  for (const link of ['https://example.org/c/token', 'javascript:alert(1)', '//example.org/', 'data:text/html,x']) {
    assert.equal(target({ '': link }, '', 'https://ringback.example'), null);
  }
});
