// Cases that are over: of one version of the process, or of all.
import {ask, caseOnDesk} from './desk.js';
import {element, link, moment, paragraph, row, section, show, span, table} from './elements.js';
import {passed} from './instance.js';

const HEADS = ['Ended', 'Lasted', 'From', 'To', 'The call', 'Outcome', 'Way', 'Desk'];

/** A plugin for the page of one version. */
export function endedOfVersion(node, {processDefinitionId}) {
  const place = element('div', {class: 'ringback'});
  node.append(place);
  return list(place, {definition: processDefinitionId});
}

/** A plugin for the page of all processes. */
export function endedOfAll(node) {
  const place = section('Ended cases');
  node.append(place);
  return list(place, {});
}

function list(place, whose) {
  const rows = element('tbody');
  const more = element('p');
  const next = async after => {
    more.replaceChildren();
    await show(more, ask('ended', {...whose, after}), page => {
      if (page === null) {
        return ['Ringback keeps no history of this process. Its cases run on another.'];
      }
      rows.append(...page.cases.map(ended));
      const on = page.next && element('button', {type: 'button', class: 'btn btn-default', click: () => next(page.next)}, 'Further back');
      return [rows.childElementCount === 0 && !on ? 'No case has ended yet.' : '', on || ''];
    });
  };
  const whole = table(HEADS, []);
  whole.tBodies[0].replaceWith(rows);
  place.append(whole, more);
  return next('');
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
    way,
    link(caseOnDesk(one.id), 'On the desk')
  ]);
}
