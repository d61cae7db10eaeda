import type { Difference } from './editor';

/** Something in a diagram that a person knows: what is drawn, and what its file defines for all of it, such as messages. */
export interface Subject {
  id: string;
  name: string;
  /** What it says, by where: attributes, and all that is inside and not drawn itself, such as a timer's duration. */
  says: Map<string, string>;
}

/** What follows from others: each way is a subject of its own. */
const FOLLOWS = new Set(['incoming', 'outgoing']);

/** Reads a diagram. */
export function subjectsOf(xml: string): Map<string, Subject> {
  const document = new DOMParser().parseFromString(xml, 'application/xml');
  const elements = [...document.getElementsByTagName('*')];
  const drawn = new Set(elements.map((element) => element.getAttribute('bpmnElement')).filter((id) => id !== null));
  const isSubject = (element: Element): boolean =>
    drawn.has(element.getAttribute('id') ?? '') || (element.parentElement === document.documentElement && element.localName !== 'BPMNDiagram');
  return new Map(
    elements
      .filter((element) => element.hasAttribute('id') && !element.hasAttribute('bpmnElement') && isSubject(element))
      .map((element) => {
        const says = new Map<string, string>();
        collect(element, '', isSubject, says);
        const id = element.getAttribute('id') ?? '';
        return [id, { id, name: named(element, id), says }];
      }),
  );
}

function collect(element: Element, path: string, isSubject: (element: Element) => boolean, says: Map<string, string>): void {
  for (const { name, value } of element.attributes) {
    if (name !== 'id' && !name.startsWith('xmlns')) {
      add(says, `${path}${name}`, value);
    }
  }
  const inside = [...element.children];
  if (inside.length === 0 && element.textContent?.trim()) {
    add(says, path ? path.replace(/ $/, '') : 'text', element.textContent.trim());
  }
  inside
    .filter((child) => !isSubject(child) && !FOLLOWS.has(child.localName))
    .forEach((child) => {
      if (child.attributes.length === 0 && child.childNodes.length === 0) {
        add(says, `${path}${child.localName}`, 'there');
      }
      collect(child, `${path}${child.localName} `, isSubject, says);
    });
}

function add(says: Map<string, string>, where: string, what: string): void {
  const before = says.get(where);
  says.set(where, before === undefined ? what : `${before}, ${what}`);
}

function named(element: Element, id: string): string {
  const type = element.localName.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  const name = element.getAttribute('name')?.replace(/\s+/g, ' ');
  const way = element.hasAttribute('sourceRef') ? ` from ${element.getAttribute('sourceRef')} to ${element.getAttribute('targetRef')}` : '';
  return `${name ? `“${name}”` : id} (${type}${way})`;
}

/** What is another than it was. Where it is drawn does not count. */
export function diagramDifferences(before: Map<string, Subject>, after: Map<string, Subject>): Difference[] {
  const found: Difference[] = [];
  after.forEach((subject) => {
    const old = before.get(subject.id);
    const details = old ? detailsOf(old.says, subject.says) : [];
    if (!old || details.length > 0) {
      found.push({ how: old ? 'changed' : 'added', element: subject.id, name: subject.name, details });
    }
  });
  before.forEach(({ id, name }) => {
    if (!after.has(id)) {
      found.push({ how: 'removed', element: id, name, details: [] });
    }
  });
  return found;
}

function detailsOf(before: Map<string, string>, after: Map<string, string>): string[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((where) => before.get(where) !== after.get(where))
    .map((where) => `${where}: ${before.get(where) ?? '(empty)'} → ${after.get(where) ?? '(empty)'}`);
}
