/** A button that does something when it is pressed. */
export function button(words: string, pressed: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = words;
  made.addEventListener('click', pressed);
  return made;
}

/** A button that looks like a link, as it leads somewhere on the page. */
export function leading(words: string, pressed: () => void): HTMLButtonElement {
  const made = button(words, pressed);
  made.className = 'link';
  return made;
}

/** Says above each cell what it is: on a telephone, a row of a table is a card, and has no head. */
export function label(row: HTMLTableRowElement, titles: string[]): void {
  titles.forEach((title, at) => (row.cells[at]!.dataset['label'] = title));
}
