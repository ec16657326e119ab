/**
 * What a kiosk app runs in a page to free it from what it stored: it unregisters the workers of its origin, deletes their
 * caches, and then loads the address, in which no cache is asked. It works in a page that has never heard of us, and in
 * browsers of 2015. Run twice it does its work once. It keeps `localStorage` and databases: the id of the tablet is there, and
 * which release failed on it. Where something hangs, it loads the address all the same, after five seconds.
 *
 * A function of the address, as text: it must not be minified away with the program it stands in.
 */
const PURGE = `(function (to) {
  var at = Date.now();
  if (window.relevoPurge > at - 20000 && window.relevoPurge <= at) return;
  window.relevoPurge = at;
  var gone = false;
  var go = function () {
    if (gone) return;
    gone = true;
    var here = location.href.split('#')[0].replace(/([?&])v=[^&]*&?/, '$1').replace(/[?&]$/, '');
    location.replace(to || here + (here.indexOf('?') < 0 ? '?' : '&') + 'v=' + at);
  };
  setTimeout(go, 5000);
  var all = function (found, each) {
    return found.then(function (list) { return Promise.all(list.map(each)); });
  };
  var work = [];
  try {
    if (to && to.indexOf(location.protocol + '//' + location.host + '/') !== 0) throw new Error('of another origin');
    if (navigator.serviceWorker)
      work.push(all(navigator.serviceWorker.getRegistrations(), function (one) { return one.unregister(); }));
    if (window.caches)
      work.push(all(caches.keys(), function (name) { return caches.delete(name); }));
  } catch (error) {
    work = [];
  }
  if (work.length === 0) return go();
  Promise.all(work).then(go, go);
})`

/**
 * The script for a page, as one expression.
 *
 * @param address where to lead it; absent: where it is
 */
export function purgeScript(address: string | undefined): string {
  return `${PURGE}(${address === undefined ? 'null' : JSON.stringify(address)})`
}
