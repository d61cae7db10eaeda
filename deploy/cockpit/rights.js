// Has Cockpit leave out what the engine would refuse to the reader: plugins by Cockpit's own means, rows' icons by user-styles.css.
import {ask} from './desk.js';

/** Asked before Cockpit begins. If nobody answers, Cockpit shows all that it has, and the engine refuses as ever. */
export async function leaveOut() {
  try {
    const {plugins, rows} = await ask('unusable');
    document.querySelector('base').setAttribute('cam-exclude-plugins', plugins.join(','));
    document.documentElement.setAttribute('data-unusable', rows.join(' '));
  } catch (problem) {
    console.info(problem.message);
  }
}
