import '../../ringback-login.js';

export default {
  // deploy/cockpit
  customScripts: ['ringback/plugins']
};
