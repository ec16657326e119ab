/** Set once: from then on nothing that was asked is heard. */
var isOver = false

/** Hear of no answer any more. */
export function hangUp(): void {
  isOver = true
}

/**
 * Get a text past the cache, which then keeps what came: a broken answer does not stay there. By XHR, for an engine may
 * have no `fetch`.
 *
 * @param done called with the status, 0 when nothing came within 10 s, the media type, and the text
 */
export function get(url: string, done: (status: number, type: string, text: string) => void): void {
  var request = new XMLHttpRequest()
  request.onloadend = function () {
    if (!isOver) done(request.status, request.getResponseHeader('content-type') || '', request.responseText)
  }
  request.open('GET', url)
  request.timeout = 10000
  request.setRequestHeader('cache-control', 'no-cache')
  request.send()
}
