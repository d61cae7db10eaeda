// The case of a process instance: the way that it took, with times, and why it stands where it stands.
import {ask, caseOnDesk} from './desk.js';
import {element, link, moment, paragraph, show, span, table} from './elements.js';

/** A plugin: which elements the token came to, and when. */
export function way(node, {processInstanceId}) {
  return one(node, processInstanceId, found => [passed(found)]);
}

/** A plugin: why, and what does not go on by itself. */
export function cause(node, {processInstanceId}) {
  return one(node, processInstanceId, found => [paragraph(element('strong', {}, found.why)), problems(found)]);
}

function one(node, instance, draw) {
  const place = element('div', {class: 'ringback'});
  node.append(place);
  return show(place, ask(`instances/${encodeURIComponent(instance)}`), found =>
    found === null
      ? ['This process instance has no open case.']
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
