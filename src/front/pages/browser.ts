/** Has this browser say where it can be told, and sends that with the form, as without a script forms are sent. */

const form = document.querySelector<HTMLFormElement>('#tell');
const key = form?.dataset['key'];

if (form && key) {
  const possible = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  show('unscripted', false);
  form.hidden = !possible;
  show('impossible', !possible);
  form.addEventListener('submit', (event) => {
    if (field(form, 'endpoint').value === '') {
      event.preventDefault();
      void tell(form, key, event.submitter);
    }
  });
}

async function tell(form: HTMLFormElement, key: string, button: HTMLElement | null): Promise<void> {
  show('denied', false);
  show('impossible', false);
  if ((await Notification.requestPermission()) !== 'granted') {
    show('denied', true);
    return;
  }
  try {
    const { endpoint, keys } = (await subscribed(await registered(), octets(key))).toJSON();
    field(form, 'endpoint').value = endpoint ?? '';
    field(form, 'p256dh').value = keys?.['p256dh'] ?? '';
    field(form, 'auth').value = keys?.['auth'] ?? '';
  } catch {
    show('impossible', true);
    return;
  }
  form.requestSubmit(button);
}

/** The worker that shows what is pushed. It is active first: without an active one there are no subscriptions. */
async function registered(): Promise<ServiceWorkerRegistration> {
  const registration = await navigator.serviceWorker.register(new URL('notified.js', import.meta.url));
  const coming = registration.installing ?? registration.waiting;
  if (!registration.active && coming) {
    await new Promise<void>((done) =>
      coming.addEventListener('statechange', () => {
        if (coming.state === 'activated' || coming.state === 'redundant') {
          done();
        }
      }),
    );
  }
  return registration;
}

/** A subscription is for one key. One for an earlier key is of no use any more. */
async function subscribed(registration: ServiceWorkerRegistration, key: Uint8Array<ArrayBuffer>): Promise<PushSubscription> {
  const options = { userVisibleOnly: true, applicationServerKey: key };
  try {
    return await registration.pushManager.subscribe(options);
  } catch (error) {
    const before = await registration.pushManager.getSubscription();
    if (!before) {
      throw error;
    }
    await before.unsubscribe();
    return registration.pushManager.subscribe(options);
  }
}

function octets(base64url: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function field(form: HTMLFormElement, name: string): HTMLInputElement {
  return form.elements.namedItem(name) as HTMLInputElement;
}

function show(id: string, shown: boolean): void {
  const element = document.getElementById(id);
  if (element) {
    element.hidden = !shown;
  }
}

export {};
