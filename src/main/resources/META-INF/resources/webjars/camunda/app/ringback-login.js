// Each of the engine's webapps has a login of its own, which Ringback keeps closed: one login opens all pages, and it is at /login.
function leadToTheLogin() {
  if (window.location.hash.replace('!', '').startsWith('#/login')) {
    window.location.replace('/login?out');
  }
}

window.addEventListener('hashchange', leadToTheLogin);
leadToTheLogin();
