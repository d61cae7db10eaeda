import '../../ringback-login.js';
import {leaveOut} from '../ringback/rights.js';

await leaveOut();

export default {
  // deploy/cockpit
  customScripts: ['ringback/plugins']
};
