// A process instance, which is a case or not: the way that it took, with times, and why it stands where it stands.
import {ask, caseOnDesk} from './desk.js';
import {element, link, moment, paragraph, show, span, table} from './elements.js';
import {incidents, steps} from './history.js';

/** A plugin: which elements the token came to, and when. */
export function way(node, data) {
  return one(node, data, found => [passed(found)], steps);
}

/** A plugin: why, and what does not go on by itself. */
export function cause(node, data) {
  return one(node, data, found => [paragraph(element('strong', {}, found.why)), problems(found)], incidents);
}

function one(node, {processInstanceId, api}, draw, otherwise) {
  const place = element('div', {class: 'ringback'});
  node.append(place);
  return show(place, ask(`instances/${encodeURIComponent(processInstanceId)}`), found =>
    found === null
      ? [otherwise(api, processInstanceId)]
      : [...draw(found), paragraph(link(caseOnDesk(found.id), 'This case on the desk'))]
  );
}

/** The way as a table. A step lasts until the next one comes; where a token stands, it lasts so far. */
export function passed({way: steps, ended, here}) {
  return table(
    ['', 'Step', 'Came at', 'Until the next'],
    steps.map((step, i) => {
      const stands = here.includes(step.element) && i === lastOf(steps, step.element);
      const next = stands ? null : (steps[i + 1]?.at ?? ended);
      return [`${step.number}`, step.name, moment(step.at), next ? span(step.at, next) : `${span(step.at, new Date())} so far`];
    })
  );
}

const lastOf = (steps, name) => steps.map(step => step.element).lastIndexOf(name);

function problems(found) {
  return found.problems.length === 0
    ? paragraph('There is no incident: it waits for somebody, or for a time.')
    : table(
        ['Incident at', 'Cause'],
        found.problems.map(problem => [problem.place, problem.words])
      );
}
