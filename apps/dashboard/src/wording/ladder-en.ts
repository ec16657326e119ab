/** What is done for a tablet that does not come to its release, in English. */
export const EN = {
  rungs: {
    hint: 'its page was told to look',
    purge: 'its page was ordered to forget what it stored',
    eval: 'its kiosk app ran the cleaning script in the page',
    url: 'its kiosk app loaded the app’s address',
    clearCache: 'its kiosk app emptied its cache and loaded the address',
    restart: 'its kiosk app was restarted',
  },
  whys: {
    stale: 'on another release',
    stuck: 'stuck',
    silent: 'not heard, though its kiosk app is online',
    elsewhere: 'not heard, and its kiosk app shows another address',
  },
  reasons: {
    'page-silent': 'open the kiosk app on it; if the screen stays blank, restart the device',
    'page-elsewhere': 'see what it shows, and correct the start address of its kiosk app',
    'stays-old': 'load the page anew there; look for a proxy or cache that serves the old release',
    'stays-stuck': 'clear the site data of the app there',
    'engine-too-old': 'update the WebView or the browser there',
    'no-kiosk': 'load the page anew there; with its kiosk app linked the server could do it',
    'kiosk-guessed': 'confirm the link of the kiosk app that may be its own, and the server goes on by itself',
    'kiosk-offline': 'start the kiosk app there, and look why it lost the broker',
    'kiosk-unreachable': 'look why the kiosk app takes no command, and load the page there',
    'kiosk-cannot': 'load the page anew there; its kiosk app can be told nothing that helps',
    'not-let-in': 'its page has lost its secret: make a code for it, and open the address with it there',
    'budget-spent': 'look at it: it falls out again and again',
  },
  orders: { climb: 'bring it back now', stop: 'leave it alone', done: 'somebody was there' },
}
