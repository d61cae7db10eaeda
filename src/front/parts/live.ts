/**
 * Keeps a page as it is on the server: when the server says that something has changed, the page is read anew, and each part of it that has
 * data-part is put in the place of the old one, by its id.
 *
 * @param changed is called after that
 */
export function listen(page: HTMLElement, address: string, changed: () => Promise<void>): void {
  const status = page.querySelector('#live');
  let source: EventSource | null = null;

  function say(words: string): void {
    if (status) {
      status.textContent = words;
    }
  }

  function open(): void {
    source = new EventSource(`${address}/live?seen=${encodeURIComponent(page.dataset['stamp'] ?? '')}`);
    source.addEventListener('open', () => say('Live: what happens shows by itself.'));
    source.addEventListener('changed', () => void refresh());
    source.addEventListener('over', () => stop('Not live any more. Load the page anew to see what happens.'));
    source.addEventListener('error', () => {
      if (source?.readyState === EventSource.CLOSED) {
        stop('Not live: load the page anew to see what happens.');
      } else {
        say('The connection is lost; it is tried again.');
      }
    });
  }

  function stop(words: string): void {
    source?.close();
    source = null;
    say(words);
  }

  async function refresh(): Promise<void> {
    const response = await fetch(address, { headers: { Accept: 'text/html' } });
    if (!response.ok || response.redirected) {
      stop('You are not logged in any more.');
      return;
    }
    const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
    page.dataset['stamp'] = fresh.querySelector<HTMLElement>('[data-stamp]')?.dataset['stamp'] ?? '';
    page.querySelectorAll<HTMLElement>('[data-part]').forEach((part) => {
      const other = fresh.getElementById(part.id);
      if (other) {
        if (part instanceof HTMLDetailsElement && other instanceof HTMLDetailsElement) {
          other.open = part.open;
        }
        const goOn = keep(part, other);
        if (!part.isEqualNode(other)) {
          part.replaceWith(document.adoptNode(other));
          goOn();
        }
      }
    });
    await changed();
  }

  /** What somebody has opened stays open, and they stay where they are: in what they have scrolled, and with the keyboard. */
  function keep(part: HTMLElement, other: HTMLElement): () => void {
    part.querySelectorAll<HTMLDetailsElement>('details[id][open]').forEach((open) => {
      other.querySelector(`#${CSS.escape(open.id)}`)?.setAttribute('open', '');
    });
    const scrolled = [...part.querySelectorAll<HTMLElement>('[data-scrolls]')].map((one) => one.scrollLeft);
    const at = part.contains(document.activeElement) ? document.activeElement?.closest('details[id]') : null;
    return () => {
      other.querySelectorAll<HTMLElement>('[data-scrolls]').forEach((one, index) => {
        one.scrollLeft = scrolled[index] ?? 0;
      });
      if (at) {
        document.getElementById(at.id)?.querySelector('summary')?.focus({ preventScroll: true });
      }
    };
  }

  // A page that nobody looks at needs no connection; each takes one of the few that a browser has to a server.
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      source?.close();
    } else if (source?.readyState === EventSource.CLOSED) {
      open();
    }
  });
  open();
}
