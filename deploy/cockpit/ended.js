// What is over: of one version of a process, or all cases.
import {ask, caseOnDesk} from './desk.js';
import {element, link, moment, paged, paragraph, row, section, show, span} from './elements.js';
import {endedInstances} from './history.js';
import {passed} from './instance.js';

const HEADS = ['Ended', 'Lasted', 'From', 'To', 'The call', 'Outcome', 'Desk', 'Way'];

/** A plugin for the page of one version. */
export function endedOfVersion(node, {processDefinitionId, api}) {
  const place = element('div', {class: 'ringback'});
  node.append(place);
  return list(place, {definition: processDefinitionId}, () => endedInstances(api, processDefinitionId));
}

/** A plugin for the page of all processes. */
export function endedOfAll(node) {
  const place = section('Ended cases');
  node.append(place);
  return list(place, {});
}

function list(place, whose, otherwise) {
  const load = async after => {
    const page = await ask('ended', {...whose, after});
    return page && {rows: page.cases.map(ended), next: page.next};
  };
  return show(place, load(''), first => [first === null ? otherwise() : paged(HEADS, 'No case has ended yet.', first, load)]);
}

function ended(one) {
  const way = element('details', {}, element('summary', {}, 'Show'));
  way.addEventListener(
    'toggle',
    () => show(way, ask(`cases/${one.id}`), found => (found === null ? ['It has been deleted.'] : [paragraph(found.why), passed(found)])),
    {once: true}
  );
  return row([
    moment(one.ended),
    span(one.opened, one.ended),
    one.caller ?? 'unknown',
    one.callee ?? 'unknown',
    one.cause,
    one.reason === null ? one.outcome : `${one.outcome}: ${one.reason}`,
    link(caseOnDesk(one.id), 'On the desk'),
    way
  ]);
}
