import '../../ringback-login.js';

export default {};
