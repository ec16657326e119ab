/**
 * The boot guard: an inline script at the start of a page that notices when the app's own never ran, and brings the page
 * up again. For engines of ten years ago, on which nothing else of the page may run: ES5, no `fetch`, no polyfill. What it
 * has to know stands in attributes of its element, so that its text, and its hash in a CSP, are the same for every app.
 */
import { addressOf } from './address.ts'
import { get, hangUp } from './get.ts'
import { keep } from './keep.ts'
import { askWorker } from './worker.ts'

/** Looks are taken once a second: none while the tablet sleeps, and those at a hidden page do not count. */
var LOOK_EVERY = 1000
/** What a look takes of the patience: a page that is still loading is given four times as long, … */
var LOADING = 1
var LOADED = 4
/** … and one of which a part has failed for sure a tenth, for who comes up all the same. */
var FAILED = 40
/** Before the first try to come up again, in milliseconds; then 25 s, 2 minutes, and 10 minutes for ever; up to half more. */
var FIRST_WAIT = 5000
var LONGEST_WAIT = 3
/** After so many tries, a worker that keeps a release which does not run is told to give it up. */
var DESPERATE = 2
/** A worker that was told so has done it by then. */
var WORKER_TIME = 1000
/** Where the number of tries is kept, until a page comes up: its manager forgets it. */
var TRIES = 'relevo.boot'

/**
 * Its attributes are read when they are needed, as all else: what a page that comes up has no use for is time of every start.
 * The folder of the app's files; `version.json`, with what to say of this release; patience in looks at a page that is loading.
 */
var script = document.currentScript as HTMLScriptElement & {
  dataset: { root: string; checkIn: string; patience: string }
}
/** What the looks have taken of the patience. */
var taken = 0
/** What went wrong; `''` while nothing has. */
var reason = ''
/** The file that is wrong; the page itself, as long as none is known. */
var failing = ''
var tries: number
/** The one thing that is going to happen. */
var next: ReturnType<typeof setTimeout>

/** Files of the app that do not load, and scripts of it that do not parse or throw. Strangers' may fail as they like. */
function onError(event: ErrorEvent): void {
  var element = event.target as unknown as HTMLScriptElement & HTMLLinkElement
  var url = event.filename || element.src || element.href
  // What has a width is a picture.
  if (reason || !url || 'width' in element || url.indexOf(addressOf(script.dataset.root).href)) return
  failing = url
  reason = (event.message || event.type) + ' ' + url
}

function look(): void {
  var isLoaded = document.readyState === 'complete'
  // Nobody sees a hidden page, and its scripts may be held back; one that shows something may start the client later. What
  // has failed for sure does not get better.
  // biome-ignore lint/performance/useDomNodeTextContent: hidden text is not seen
  if (reason || !(document.hidden || document.documentElement.innerText.trim()))
    taken += isLoaded ? (reason ? FAILED : LOADED) : LOADING
  if (+script.dataset.patience > taken) next = setTimeout(look, LOOK_EVERY)
  else down()
}

function down(): void {
  reason = (reason || 'silent').slice(0, 150)
  // What is no number is none: as a time to wait it would be no time at all.
  tries = ~~(keep('sessionStorage', TRIES) as unknown as number)
  // A trial is over by that, and the worker navigates this page; else nothing changes.
  askWorker('never-ran', reason)
  // A try says the reason as well, and the server keeps the first it hears: none is made before the reason is whole.
  get(failing, function (status, type) {
    reason += ' ' + status + ' ' + type
    checkIn(Boolean)
    waitOn()
  })
}

/** Not the same on every tablet: they may all have gone white at once. */
function waitOn(): void {
  next = setTimeout(tryAgain, FIRST_WAIT * Math.pow(5, Math.min(tries, LONGEST_WAIT) + Math.random() / 4))
}

/** Ask for version.json, and say by it that this tablet does not come up. A tablet without a name only asks. */
function checkIn(done: (status: number, type: string, text: string) => void): void {
  var named = /[?&]tablet=([\w-]+)/.exec(location.search)
  var tablet = named ? named[1] : keep('localStorage', 'relevo.tablet')
  var address = addressOf(script.dataset.checkIn)
  if (tablet) address.search += '&tablet=' + tablet + '&detail=' + encodeURIComponent(reason)
  get(address.href, done)
}

function tryAgain(): void {
  keep('sessionStorage', TRIES, '' + ++tries)
  checkIn(function (_, __, text) {
    // Only while the server can give the app anew; a captive portal cannot.
    if (tries > DESPERATE && /"version/.test(text)) askWorker('give-up', reason)
    next = setTimeout(loadAnew, WORKER_TIME)
  })
}

/** Only for a page of the app: the error page of a proxy, or a captive portal's, would stay on the wall for good. */
function loadAnew(): void {
  var address = addressOf(location.href)
  // The next page's address is its own; the client takes the mark out again.
  address.search = address.search.replace(/&?relevo=\d+/, '') + '&relevo=' + Date.now()
  get(address.href, function (status, type, text) {
    if (status === 200 && /html/.test(type) && /relevo-version/.test(text)) location.replace(address.href)
  })
  waitOn()
}

/** The client runs: nothing to guard any more. */
function up(): void {
  hangUp()
  clearTimeout(next)
}

addEventListener('error', onError, true)
// Not at once: to ask a page that is just beginning what it shows has it laid out, and that is time of every start.
next = setTimeout(look, LOOK_EVERY)
;(window as unknown as { relevoBoot: { up(): void } }).relevoBoot = { up: up }
