import type { Difference } from './editor';

/** A rule of a decision table: what its cells say, by the column's words. */
export interface Rule {
  id: string;
  number: number;
  cells: Map<string, string>;
}

/** A decision table. */
export interface Table {
  id: string;
  name: string;
  /** What it is asked, and what it answers. */
  columns: string[];
  hitPolicy: string;
  rules: Rule[];
}

/** Reads the tables of a file. */
export function tablesOf(xml: string): Table[] {
  const document = new DOMParser().parseFromString(xml, 'application/xml');
  return [...document.getElementsByTagNameNS('*', 'decision')].map((decision) => {
    const table = child(decision, 'decisionTable');
    const columns = table ? columnsOf(table) : [];
    return {
      id: decision.getAttribute('id') ?? '',
      name: decision.getAttribute('name') ?? '',
      columns,
      hitPolicy: table?.getAttribute('hitPolicy') ?? 'UNIQUE',
      rules: table ? children(table, 'rule').map((rule, at) => ruleOf(rule, at + 1, columns)) : [],
    };
  });
}

function columnsOf(table: Element): string[] {
  const inputs = children(table, 'input').map((input) => words(input, child(input, 'inputExpression')));
  const outputs = children(table, 'output').map((output) => words(output, output));
  return [...inputs, ...outputs].map((name, at, all) => (all.indexOf(name) === at ? name : `${name} (${at + 1})`));
}

function words(column: Element, other: Element | undefined): string {
  return column.getAttribute('label') || text(other && child(other, 'text')) || column.getAttribute('name') || 'column';
}

function ruleOf(rule: Element, number: number, columns: string[]): Rule {
  const cells = [...children(rule, 'inputEntry'), ...children(rule, 'outputEntry')].map((cell) => text(child(cell, 'text')));
  const said = new Map(cells.map((cell, at) => [columns[at] ?? `column ${at + 1}`, cell]));
  const description = text(child(rule, 'description'));
  if (description) {
    said.set('Annotation', description);
  }
  return { id: rule.getAttribute('id') ?? '', number, cells: said };
}

function children(parent: Element, name: string): Element[] {
  return [...parent.children].filter((one) => one.localName === name);
}

function child(parent: Element, name: string): Element | undefined {
  return children(parent, name)[0];
}

function text(element: Element | undefined): string {
  return element?.textContent?.trim() ?? '';
}

/** What is another in the tables of a file than it was, rule by rule. */
export function tableDifferences(before: Table[], after: Table[]): Difference[] {
  const gone = before.filter(({ id }) => !after.some((table) => table.id === id));
  return [
    ...after.flatMap((table) => ofTable(before.find(({ id }) => id === table.id), table)),
    ...gone.map(({ id, name }): Difference => ({ how: 'removed', element: id, name: `Table ${name || id}`, details: [] })),
  ];
}

function ofTable(before: Table | undefined, after: Table): Difference[] {
  if (!before) {
    return [{ how: 'added', element: after.id, name: `Table ${after.name || after.id}`, details: [] }];
  }
  const head = [
    ...changed('Hit policy', before.hitPolicy, after.hitPolicy),
    ...changed('Columns', before.columns.join(', '), after.columns.join(', ')),
    ...changed('Name', before.name, after.name),
  ];
  return [
    ...(head.length > 0 ? [{ how: 'changed', element: after.id, name: `Table ${after.name || after.id}`, details: head } as const] : []),
    ...after.rules.flatMap((rule) => ofRule(before.rules.find(({ id }) => id === rule.id), rule)),
    ...before.rules
      .filter(({ id }) => !after.rules.some((rule) => rule.id === id))
      .map((rule): Difference => ({ how: 'removed', element: rule.id, name: `Rule ${rule.number}`, details: said(rule) })),
    ...moved(before, after),
  ];
}

function ofRule(before: Rule | undefined, after: Rule): Difference[] {
  if (!before) {
    return [{ how: 'added', element: after.id, name: `Rule ${after.number}`, details: said(after) }];
  }
  const columns = new Set([...before.cells.keys(), ...after.cells.keys()]);
  const details = [...columns].flatMap((column) => changed(column, before.cells.get(column) ?? '', after.cells.get(column) ?? ''));
  return details.length > 0 ? [{ how: 'changed', element: after.id, name: `Rule ${after.number}`, details }] : [];
}

/** In a table whose first rule decides, the order is what it says. */
function moved(before: Table, after: Table): Difference[] {
  const stayed = (one: Table, other: Table): string[] => one.rules.map(({ id }) => id).filter((id) => other.rules.some((rule) => rule.id === id));
  return stayed(before, after).join() === stayed(after, before).join()
    ? []
    : [{ how: 'changed', element: after.id, name: `Table ${after.name || after.id}`, details: ['The rules are in another order.'] }];
}

function said(rule: Rule): string[] {
  return [...rule.cells].filter(([, cell]) => cell !== '').map(([column, cell]) => `${column}: ${cell}`);
}

function changed(what: string, before: string, after: string): string[] {
  return before === after ? [] : [`${what}: ${before || '(empty)'} → ${after || '(empty)'}`];
}
