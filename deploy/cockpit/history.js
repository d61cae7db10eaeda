// What the engine tells of processes that are no cases, under the rights that the reader has in it.
import {element, moment, paged, paragraph, row, show, span, table} from './elements.js';

const PAGE = 50;
const MOST_STEPS = 500;

const NOTHING =
  'The engine shows nothing of it. It keeps a history while ringback.engine.history is true, and shows it to those who may read it.';

async function ask({engineApi}, path, parameters) {
  const answer = await fetch(`${engineApi}/${path}?${new URLSearchParams(parameters)}`, {headers: {Accept: 'application/json'}});
  if (!answer.ok) {
    throw new Error(`The engine answered ${answer.status}. Open this page anew, and log in if it asks you to.`);
  }
  return answer.json();
}

/** The engine writes +0000, and dates in browsers are sure of +00:00. */
const time = at => at && at.replace(/([+-]\d\d)(\d\d)$/, '$1:$2');

/** Instances of a version that are over, the last one first. */
export function endedInstances(api, definition) {
  const place = element('div');
  const load = async from => {
    const found = await ask(api, 'history/process-instance', {
      processDefinitionId: definition,
      finished: true,
      sortBy: 'endTime',
      sortOrder: 'desc',
      firstResult: from,
      maxResults: PAGE
    });
    return {rows: found.map(one => ended(api, one)), next: found.length < PAGE ? null : from + PAGE};
  };
  show(place, load(0), first => [paged(['Ended', 'Lasted', 'Business key', 'Instance', 'How', 'Way'], NOTHING, first, load)]);
  return place;
}

function ended(api, one) {
  const way = element('details', {}, element('summary', {}, 'Show'));
  way.addEventListener('toggle', () => way.append(steps(api, one.id)), {once: true});
  return row([
    moment(time(one.endTime)),
    span(time(one.startTime), time(one.endTime)),
    one.businessKey ?? '',
    one.id,
    one.deleteReason === null ? one.state : `${one.state}: ${one.deleteReason}`,
    way
  ]);
}

/** The steps of an instance with their times, whether it is over or not. */
export function steps(api, instance) {
  const place = element('div');
  show(
    place,
    ask(api, 'history/activity-instance', {processInstanceId: instance, sortBy: 'occurrence', sortOrder: 'asc', maxResults: MOST_STEPS}),
    found => [
      found.length === 0
        ? NOTHING
        : table(
            ['', 'Step', 'Came at', 'Lasted'],
            found.map((step, i) => [
              `${i + 1}`,
              `${step.activityName ?? step.activityId}${step.canceled ? ', taken back' : ''}`,
              moment(time(step.startTime)),
              step.endTime === null
                ? `${span(time(step.startTime), new Date())} so far`
                : span(time(step.startTime), time(step.endTime))
            ])
          )
    ]
  );
  return place;
}

/** The incidents of an instance, each with its cause. */
export function incidents(api, instance) {
  const place = element('div');
  show(place, ask(api, 'incident', {processInstanceId: instance}), found => [
    found.length === 0
      ? paragraph('There is no incident: it waits for somebody, or for a time.')
      : table(
          ['Incident at', 'Since', 'Cause'],
          found.map(one => [one.activityId, moment(time(one.incidentTimestamp)), one.incidentMessage ?? 'The engine knows none.'])
        )
  ]);
  return place;
}
