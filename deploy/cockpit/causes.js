// What holds cases up, the most frequent cause first.
import {ask, caseOnDesk, causesOnDesk} from './desk.js';
import {link, moment, paragraph, section, show, table} from './elements.js';

/** A plugin for the page of all processes. */
export function causes(node) {
  const place = section('What holds cases up');
  node.append(place);
  return show(place, ask('causes'), found =>
    found === null || found.length === 0
      ? ['Nothing holds a case up.']
      : [
          table(
            ['Cases', 'Cause', 'At', 'Since', 'The first'],
            found.map(one => [`${one.cases}`, one.problem, one.place, moment(one.since), link(caseOnDesk(one.oldest), 'On the desk')])
          ),
          paragraph(link(causesOnDesk, 'Send again what one cause holds up'))
        ]
  );
}
