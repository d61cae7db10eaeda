// What the desk knows, under the login that opened Cockpit, and links to its pages.
const ANSWERS = '/operations/cockpit/';

/** Asks the desk. Gives null for what it does not know; throws with a sentence for the reader. */
export async function ask(path, parameters = {}) {
  const answer = await fetch(`${ANSWERS}${path}?${new URLSearchParams(parameters)}`, {redirect: 'manual'});
  if (answer.type === 'opaqueredirect' || answer.status === 401) {
    throw new Error('Your login has ended. Open this page anew, and log in.');
  }
  if (answer.status === 403) {
    throw new Error('None of your groups may open the desk.');
  }
  if (answer.status === 204 || answer.status === 404) {
    return null;
  }
  if (!answer.ok) {
    throw new Error(`The desk answered ${answer.status}. Try again in a minute.`);
  }
  return answer.json();
}

export const caseOnDesk = id => `/operations/cases/${encodeURIComponent(id)}`;

export const causesOnDesk = '/operations/incidents';
