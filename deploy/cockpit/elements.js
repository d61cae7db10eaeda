// Makes elements. All text comes in as text, and never as HTML.

/** An element with attributes, or with listeners where a value is a function. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') {
      made.addEventListener(key, value);
    } else {
      made.setAttribute(key, value);
    }
  }
  made.append(...children);
  return made;
}

export const link = (address, text) => element('a', {href: address}, text);

export const paragraph = (...children) => element('p', {}, ...children);

/** A moment where the reader is, to the second. */
export function moment(at) {
  const day = new Date(at);
  const words = new Intl.DateTimeFormat('sv-SE', {dateStyle: 'short', timeStyle: 'medium'}).format(day);
  return element('time', {datetime: at}, words);
}

/** A span of time in its two largest units. */
export function span(from, to) {
  let rest = Math.max(0, Math.round((new Date(to) - new Date(from)) / 1000));
  const parts = [];
  for (const [unit, seconds] of [['d', 86400], ['h', 3600], ['min', 60], ['s', 1]]) {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    if (count > 0 || (unit === 's' && parts.length === 0)) {
      parts.push(`${count} ${unit}`);
    }
  }
  return parts.slice(0, 2).join(' ');
}

/** A table as Cockpit's are. */
export function table(heads, rows) {
  return element(
    'table',
    {class: 'cam-table'},
    element('thead', {}, element('tr', {}, ...heads.map(head => element('th', {scope: 'col'}, head)))),
    element('tbody', {}, ...rows.map(row))
  );
}

export const row = cells => element('tr', {}, ...cells.map(cell => element('td', {}, cell)));

/** A heading, for places where Cockpit sets none. */
export const section = heading => element('section', {class: 'inner ringback'}, element('h3', {}, heading));

/** Puts what comes of the question into the place, or the sentence that says why nothing comes. */
export async function show(place, question, draw) {
  const waits = paragraph('The desk is asked ...');
  place.append(waits);
  try {
    place.append(...draw(await question));
  } catch (problem) {
    place.append(paragraph(problem.message));
  } finally {
    waits.remove();
  }
}

/**
 * A table that grows by a page at a time. A page has rows, and next: where the one after it begins, or null.
 * What has no page is nothing, in a sentence.
 */
export function paged(heads, nothing, first, load) {
  const whole = table(heads, []);
  const more = element('p');
  const add = page => {
    whole.tBodies[0].append(...page.rows);
    whole.hidden = whole.tBodies[0].childElementCount === 0;
    if (page.next === null) {
      return [whole.hidden ? nothing : ''];
    }
    const on = () => {
      more.replaceChildren();
      return show(more, load(page.next), add);
    };
    return [element('button', {type: 'button', class: 'btn btn-default', click: on}, 'Further back')];
  };
  more.append(...add(first));
  return element('div', {}, whole, more);
}
