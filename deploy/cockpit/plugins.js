// What Ringback adds to Cockpit, in the form of Cockpit's plugins since 7.14. README.md says more.
import {causes} from './causes.js';
import {endedOfAll, endedOfVersion} from './ended.js';
import {cause, way} from './instance.js';

export default [
  {
    // Without render, Cockpit makes it an entry of its own menu.
    id: 'ringback-desk',
    pluginPoint: 'cockpit.navigation',
    priority: 90,
    properties: {label: 'Desk', pagePath: '/operations'}
  },
  {
    id: 'ringback-causes',
    pluginPoint: 'cockpit.processes.dashboard',
    priority: -10,
    properties: {label: 'What holds cases up'},
    render: causes
  },
  {
    id: 'ringback-ended',
    pluginPoint: 'cockpit.processes.dashboard',
    priority: -20,
    properties: {label: 'Ended cases'},
    render: endedOfAll
  },
  {
    id: 'ringback-ended-of-version',
    pluginPoint: 'cockpit.processDefinition.runtime.tab',
    priority: 5,
    properties: {label: 'Ended'},
    render: endedOfVersion
  },
  {
    id: 'ringback-way',
    pluginPoint: 'cockpit.processInstance.runtime.tab',
    priority: 14,
    properties: {label: 'Way'},
    render: way
  },
  {
    id: 'ringback-cause',
    pluginPoint: 'cockpit.processInstance.runtime.tab',
    priority: 13,
    properties: {label: 'Why'},
    render: cause
  }
];
