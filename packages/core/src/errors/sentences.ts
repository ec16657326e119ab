import type { ErrorCode } from './codes.ts'

interface Sentence {
  /** What happened, in one sentence. */
  message: string
  /** What the reader can do about it, in one sentence. */
  do: string
}

/** Code → sentence and remedy. `docs/errors.md` is checked against this table. */
export const SENTENCES: Record<ErrorCode, Sentence> = {
  network: {
    message: 'The release server did not answer.',
    do: 'Check the tablet’s network; it tries again by itself.',
  },
  'server-error': {
    message: 'The release server answered with an error status.',
    do: 'Look at the server’s log; the tablet tries again by itself.',
  },
  'file-missing': {
    message: 'A file that the release lists is not on the server.',
    do: 'Publish the release again; check that all its files were deployed.',
  },
  'file-corrupt': {
    message: 'A file arrived with other bytes than the release lists.',
    do: 'Check that no proxy, CDN or captive portal rewrites files; the tablet tries again by itself.',
  },
  'manifest-invalid': {
    message: 'The release’s manifest is not a legal one.',
    do: 'Write it with the Vite plugin or `relevo manifest`; the detail names the first fault.',
  },
  'no-space': {
    message: 'The tablet has too little storage for this release.',
    do: 'Free storage on the tablet or publish a smaller release.',
  },
  'storage-unavailable': {
    message: 'The tablet’s browser refused its storage.',
    do: 'Allow site data for the app, or clear it once; until then the app runs from the network.',
  },
  'insecure-context': {
    message: 'The page is no secure context, so its browser gives it no service worker.',
    do: 'Nothing, if that is meant: updates are reloads then. Serve the app by HTTPS with a trusted certificate to have rollback.',
  },
  'worker-unavailable': {
    message: 'The service worker could not be registered.',
    do: 'Look at the detail: a certificate the tablet does not trust, or a worker script that is missing or has no JavaScript type.',
  },
  'worker-silent': {
    message: 'The service worker stopped answering.',
    do: 'Nothing; the page asks it again. If it stays, reload the tablet.',
  },
  'switch-refused': {
    message: 'The tablet does not hold this release, or it failed there before.',
    do: 'Look at the tablet’s history; publish a corrected release, or allow another try with `retry`.',
  },
  'reload-ignored': {
    message: 'The kiosk app ignored the page’s request to reload.',
    do: 'Update the kiosk app, or reload the tablet from it.',
  },
  'reload-loop': {
    message: 'The tablet has reloaded as often for this release as it may within an hour.',
    do: 'Check that every replica and cache serves the release that version.json names; the tablet tries again after an hour.',
  },
  incompatible: {
    message: 'The release needs a newer browser engine than this tablet has.',
    do: 'Update the tablet’s browser or WebView, or build the release for older engines; the tablet stays where it is.',
  },
  'boot-error': {
    message: 'The release threw an error while it started.',
    do: 'Fix the error in the detail and publish a new release; the tablet is back on the one before.',
  },
  'boot-script': {
    message: 'The entry script of the release never ran.',
    do: 'Check that the scripts in the detail are deployed, and built for the tablet’s browser engine; the tablet goes back or tries again.',
  },
  'boot-blank': {
    message: 'The release started but showed nothing.',
    do: 'Check that it renders without its back ends; the tablet is back on the one before.',
  },
  'boot-timeout': {
    message: 'The release did not report ready in time.',
    do: 'Check that its entry script loads and that it calls notifyAppReady(); the tablet is back on the one before.',
  },
  'boot-attempts': {
    message: 'The release used up its starts without ever reporting ready.',
    do: 'Look for an endless loop or a crash at start; the tablet is back on the one before.',
  },
  'rolled-back-by-app': {
    message: 'The app asked for the release before.',
    do: 'Nothing, or publish a corrected release.',
  },
  blocked: { message: 'The server blocked this release.', do: 'Publish another release, or unblock this one.' },
  unauthorized: {
    message: 'The request has no valid token.',
    do: 'Send `Authorization: Bearer <token>` with a token that is not expired or revoked; the server prints where its own is kept.',
  },
  forbidden: { message: 'This token may not do that.', do: 'Use a token with the scope named in the detail.' },
  'csrf-refused': {
    message: 'The call carries the session cookie, but not the proof that the dashboard made it.',
    do: 'Send the header X-Relevo-Csrf with the value from GET /api/session; programs use a token instead of a cookie.',
  },
  'invalid-json': {
    message: 'The body is not valid JSON.',
    do: 'Send a JSON body; check quoting in the calling script.',
  },
  'invalid-input': {
    message: 'The request does not have the documented form.',
    do: 'Correct the field named in the detail; /api/openapi.json has the form.',
  },
  'unsupported-type': {
    message: 'The body’s media type is not accepted here.',
    do: 'Send `Content-Type: application/json` (files: `application/octet-stream`, tables: `text/csv`).',
  },
  'body-too-large': {
    message: 'The body is larger than this call accepts.',
    do: 'Send less; files of a release go one by one.',
  },
  'too-many-requests': {
    message: 'Too many requests from this caller.',
    do: 'Wait as long as the Retry-After header says.',
  },
  'too-many-streams': {
    message: 'As many streams are open as this server has room for.',
    do: 'Close pages that nobody looks at, or ask again later; GET /api/events has the same lines.',
  },
  'server-busy': {
    message: 'More tablets come at once than the server can serve.',
    do: 'Nothing; tablets come again by themselves after the time that the Retry-After header says. /health/ready tells whether it goes on.',
  },
  'server-full': {
    message: 'The disk of the server is full.',
    do: 'Make room where the server keeps its data, then do it again: what is there already need not be sent again.',
  },
  'not-found': {
    message: 'There is nothing at this address.',
    do: 'Check the address; /api/openapi.json lists what there is.',
  },
  'method-not-allowed': {
    message: 'This address exists, but not for this method.',
    do: 'Use a method of the Allow header.',
  },
  'release-unknown': {
    message: 'The server does not know this release.',
    do: 'Publish it first with `relevo publish <dir>`, then call again.',
  },
  'release-differs': {
    message: 'A release of this version exists with other files.',
    do: 'A release is immutable: publish under a new version.',
  },
  'release-blocked': {
    message: 'This release is blocked: no tablet may run it.',
    do: 'Unblock it with `relevo unblock <version>`, or make another release current.',
  },
  'upload-corrupt': {
    message: 'The uploaded bytes do not have the hash of their address.',
    do: 'Upload the file again; check that no proxy rewrites it.',
  },
  'tablet-unknown': {
    message: 'The server has never heard of this tablet.',
    do: 'Check the id; GET /api/tablets lists all.',
  },
  'import-invalid': {
    message: 'The table cannot be imported; nothing of it was.',
    do: 'Correct the lines named in the detail, and import all of it again.',
  },
  'environment-unknown': {
    message: 'The server has no such environment.',
    do: 'Use one that GET /api/environments lists.',
  },
  'deployment-unknown': {
    message: 'The server has no such deployment.',
    do: 'Check the id: `relevo deployments` lists all. An environment has a live one after its first success.',
  },
  'deployment-running': {
    message: 'Another deployment runs in this environment.',
    do: 'Wait for its end, abort it with `relevo abort <id>`, or send `supersede` to take its place.',
  },
  'deployment-not-possible': {
    message: 'The deployment is in no state for that.',
    do: 'See the detail, and `relevo deployment <id>` for its state.',
  },
  'plan-invalid': {
    message: 'The plan of the deployment is not valid; nothing has begun.',
    do: 'Mend what the detail names; docs/waves.md shows plans. `relevo deploy --dry-run` tries one without deploying.',
  },
  'step-failed': {
    message: 'A command of a deployment failed.',
    do: 'Look at the output kept with the deployment; the detail says how the command ended. Correct its cause and deploy again.',
  },
  'token-unknown': {
    message: 'The server never made a token with this id.',
    do: 'Check the id; `relevo token list` shows all.',
  },
  'enrolment-refused': {
    message: 'This code or site key lets this tablet in no more, or never did.',
    do: 'Make a new code with `relevo enrol-code`; the detail says whether the one that was used had expired, was used up or is for another tablet.',
  },
  'credential-unknown': {
    message: 'The server never made a credential with this id.',
    do: 'Check the id; `relevo credentials` shows all.',
  },
  'credential-exists': {
    message: 'There is a credential in force under this name already.',
    do: 'Revoke it, or have it replaced: a tablet that lost its secret gets a new one with a code made for it.',
  },
  'code-unknown': {
    message: 'The server has no such enrolment code.',
    do: 'Check the id; `relevo enrol-codes` shows all that are good.',
  },
  'sink-unknown': {
    message: 'The server has no such sink for notices.',
    do: 'Use one that GET /api/sinks lists, or set it up and start the server again.',
  },
  'notice-unknown': {
    message: 'The server has no such notice.',
    do: 'Check the id; GET /api/notices lists all.',
  },
  'notice-not-dead': {
    message: 'The notice was delivered, or is still on its way.',
    do: 'Nothing; only a notice that was given up can be sent again.',
  },
  'alert-unknown': {
    message: 'The server has no such alert.',
    do: 'Check the id; `relevo alerts` lists all.',
  },
  'alert-resolved': {
    message: 'The alert is over, since the time in the detail: there is nothing to acknowledge.',
    do: 'Nothing; when it fires again, that is an alert of its own. A silence can be set all the same.',
  },
  'kiosk-unknown': {
    message: 'The server knows no such kiosk, or none that this tablet runs in.',
    do: 'Check the id: `relevo kiosks` lists all. Link a kiosk to its tablet with `relevo kiosk link <id> <tablet>`.',
  },
  'kiosk-taken': {
    message: 'Another kiosk has that id, that place on the broker or that tablet.',
    do: 'Look at the kiosk that the detail names; change, unlink or forget it first.',
  },
  'kiosk-cannot': {
    message: 'This kiosk app cannot be told that.',
    do: 'See the detail for the reason and for apps that can; docs/kiosks/drivers.md has the whole table.',
  },
  'kiosk-unreachable': {
    message: 'The command could not be sent to the kiosk app.',
    do: 'See the detail; check that the app runs, that its remote control is on, and that address and secret are right.',
  },
  'ladder-not-needed': {
    message: 'Nothing is wrong with this tablet that the ladder could cure.',
    do: 'Look at the detail: it is right, on its way, offline, or stays where it is for a reason that `relevo tablet <id>` shows.',
  },
  'ladder-off': {
    message: 'The ladder is switched off on this server.',
    do: 'Switch it on with RELEVO_LADDER=true, or `ladder.enabled` in the file, and start the server again.',
  },
  'signature-invalid': {
    message: 'The delivery is not signed with a secret of this server.',
    do: 'Enter the same secret in GitHub’s webhook and in `WEBHOOK_SECRET`; while it is being replaced, list both.',
  },
  'webhook-off': {
    message: 'This server takes no signed deliveries: it has no webhook secret.',
    do: 'Set `WEBHOOK_SECRET` to the secret of the webhook, or use the plain form with a token.',
  },
  internal: { message: 'The server failed to handle the request.', do: 'Look up the request id in the server’s log.' },
  'config-invalid': {
    message: 'The configuration cannot be used.',
    do: 'Correct what the detail names; `relevo config check` says when all is well, docs/configuration.md has every setting.',
  },
  'port-taken': {
    message: 'The port is taken by another program.',
    do: 'Stop that program, or choose another port with the variable named in the detail.',
  },
  'data-unusable': {
    message: 'The data folder cannot be used.',
    do: 'Make it a writable folder, or name another with RELEVO_DATA.',
  },
  usage: { message: 'The command was not understood.', do: 'See `relevo --help`.' },
  'token-missing': { message: 'No token was given.', do: 'Set RELEVO_TOKEN or pass --token-file.' },
  'folder-unusable': {
    message: 'The folder cannot be published.',
    do: 'Name the folder of a finished build: it must have an index.html.',
  },
  'version-unknown': {
    message: 'The version of this build could not be told.',
    do: 'Pass --version, or build inside a git checkout.',
  },
  'version-differs': {
    message: 'The folder was built as another version.',
    do: 'Publish it as the version it was built as, or build it again with RELEVO_VERSION set.',
  },
  'manifest-stale': {
    message: 'The folder changed after its relevo.json was written.',
    do: 'Build it again, or pass --version to publish the folder as it is now.',
  },
  'server-unreachable': {
    message: 'The server did not answer.',
    do: 'Check that it runs and that RELEVO_URL is its address.',
  },
}
