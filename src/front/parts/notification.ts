/** What Ringback sends to a browser (io.ringback.media.webpush.BrowserMessages); decrypted by the browser. */
export interface PushedMessage {
  /** Of the message; what is sent about it later takes its place. */
  tag: string;
  title: string;
  text: string;
  language?: string | null;
  /** The page where the person answers; absent if nothing is asked. */
  link?: string;
  /** What may be chosen there, at most as many as the system shows. */
  buttons?: { link: string; label: string }[];
  /** Nothing is asked any more, and nobody is to be disturbed to learn it. */
  settled?: boolean;
}

/** Where a click leads: the page for the notification itself under '', for each button under its number. */
export type Targets = Record<string, string>;

/** A notification as browsers are told to show it. Older descriptions of theirs know neither actions nor renotify. */
export interface Shown {
  title: string;
  options: NotificationOptions & { actions: { action: string; title: string }[]; renotify: boolean; data: Targets };
}

/** How a message is shown. A button opens a page, as the notification does, and answers nothing by itself. */
export function shown(message: PushedMessage, mostButtons: number): Shown {
  const buttons = (message.buttons ?? []).slice(0, mostButtons);
  const data: Targets = message.link ? { '': message.link } : {};
  buttons.forEach((button, number) => (data[String(number)] = button.link));
  const settled = message.settled === true;
  return {
    title: message.title || message.text,
    options: {
      body: message.title ? message.text : '',
      tag: message.tag,
      lang: message.language ?? '',
      silent: settled,
      renotify: !settled,
      requireInteraction: !settled && message.link !== undefined,
      actions: buttons.map((button, number) => ({ action: String(number), title: button.label })),
      data,
    },
  };
}

/** The page that a click opens: one of ours, and no other. */
export function target(data: unknown, action: string, origin: string): string | null {
  const targets = (data ?? {}) as Targets;
  const link = targets[action] ?? targets[''];
  if (link === undefined) {
    return null;
  }
  const page = new URL(link, origin);
  return page.origin === origin ? page.href : null;
}
