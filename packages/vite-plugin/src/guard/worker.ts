/** Ask something of the release worker that controls this page, where there is one. Its answer is what it does. */
export function askWorker(ask: 'never-ran' | 'give-up', detail: string): void {
  try {
    var question = { relevo: 1, ask: ask, detail: detail }
    ;(navigator.serviceWorker.controller as ServiceWorker).postMessage(question, [new MessageChannel().port2])
  } catch (_) {
    // No secure context, a frame that may not, or no worker yet.
  }
}
