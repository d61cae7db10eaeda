import type { Named } from '../libraries/differ';
import type { Difference } from './editor';

/** What is drawn otherwise than it was. */
export async function diagramDifferences(before: string, after: string): Promise<Difference[]> {
  const { changes } = await import('../libraries/differ');
  const found = await changes(before, after);
  return [
    ...Object.values(found._added).map((one) => difference('added', one)),
    ...Object.values(found._removed).map((one) => difference('removed', one)),
    ...Object.entries(found._changed).map(([id, { model, attrs }]) => ({
      ...difference('changed', { ...model, id }),
      name: named({ ...model, id, ...(model.name === undefined ? {} : { name: model.name }) }),
      details: Object.entries(attrs).map(([name, { oldValue, newValue }]) => `${name}: ${words(oldValue)} → ${words(newValue)}`),
    })),
  ];
}

function difference(how: Difference['how'], element: Named): Difference {
  return { how, element: element.id, name: named(element), details: [] };
}

function named({ name, $type, id }: Named): string {
  const type = $type.replace(/^\w+:/, '').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return `${name ? `“${name}”` : id} (${type})`;
}

function words(value: unknown): string {
  if (value === undefined || value === null || value === '') {
    return '(empty)';
  }
  return typeof value === 'object' ? 'something else' : String(value);
}
