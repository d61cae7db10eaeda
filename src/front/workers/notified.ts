import { shown, target, type PushedMessage } from '../parts/notification';

/** What of a service worker is used here: the DOM's types have none, and those of workers cannot stand beside them. */
interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Pushed extends Waiting {
  data: { json(): unknown } | null;
}
interface Clicked extends Waiting {
  action: string;
  notification: Notification;
}
interface Worker {
  registration: ServiceWorkerRegistration;
  clients: { openWindow(address: string): Promise<unknown> };
  location: Location;
  addEventListener(type: 'push', listener: (event: Pushed) => void): void;
  addEventListener(type: 'notificationclick', listener: (event: Clicked) => void): void;
}

const worker = self as unknown as Worker;

/** Shows what is pushed to this browser, and opens our page when it is clicked. It keeps nothing, and fetches nothing. */
worker.addEventListener('push', (event) => {
  const most = (Notification as unknown as { maxActions?: number }).maxActions ?? 0;
  const { title, options } = shown(event.data?.json() as PushedMessage, most);
  event.waitUntil(worker.registration.showNotification(title, options));
});

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const page = target(event.notification.data, event.action, worker.location.origin);
  if (page) {
    event.waitUntil(worker.clients.openWindow(page));
  }
});
