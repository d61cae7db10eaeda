import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sheetDifferences } from '../parts/sheetDifferences';
import { said } from '../parts/tests';

const before = {
  header: ['purpose', 'wait', 'sentence'],
  rows: [
    ['QUESTION', 'PT4H', 'Four hours.'],
    ['CONNECTION', 'PT3M', 'Three minutes.'],
    ['INFORMATION', 'P1D', 'A day.'],
  ],
};

test('a changed row is known by its sentence or by what it says, and a new and a gone one are said', () => {
  const after = {
    header: ['cause', 'purpose', 'wait', 'sentence'],
    rows: [
      ['', 'INFORMATION', 'P1D', 'One day.'],
      ['', 'QUESTION', 'PT2H', 'Four hours.'],
      ['BUSY', 'NOTIFICATION', 'P2D', 'Two days.'],
    ],
  };

  assert.deepEqual(sheetDifferences(before, after), [
    { how: 'changed', element: '', name: 'Test “One day.”', details: ['sentence: A day. → One day.'] },
    { how: 'changed', element: '', name: 'Test “Four hours.”', details: ['wait: PT4H → PT2H'] },
    { how: 'added', element: '', name: 'Test “Two days.”', details: ['cause: BUSY', 'purpose: NOTIFICATION', 'wait: P2D'] },
    { how: 'removed', element: '', name: 'Test “Three minutes.”', details: ['purpose: CONNECTION', 'wait: PT3M'] },
  ]);
});

test('the same rows in another order, with another column that is empty, are the same', () => {
  const after = { header: [...before.header, 'cause'], rows: [...before.rows].reverse().map((row) => [...row, '']) };

  assert.deepEqual(sheetDifferences(before, after), []);
});

test('what became of the rows is said with the rules that nobody tests', () => {
  const rules = [
    { id: 'Answer', number: 1, rows: 1 },
    { id: 'Connection', number: 2, rows: 0 },
  ];

  assert.equal(said(undefined), 'Nothing is tested.');
  assert.equal(said({ tests: 'x', rows: [], rules: [], problems: ['No header.'] }), 'Not run. No header.');
  assert.equal(
    said({ tests: 'x', rows: [{ number: 2, verdict: 'PASSED', problem: '' }], rules, problems: [] }),
    'All 1 row(s) pass. 1 of 2 rules are tested, not: rule 2 (Connection).',
  );
  assert.equal(
    said({ tests: 'x', rows: [{ number: 2, verdict: 'CANNOT_BE_TRIED', problem: 'No.' }], rules: rules.slice(0, 1), problems: [] }),
    '1 of 1 row(s) fail. 1 of 1 rules are tested.',
  );
});
