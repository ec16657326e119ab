/** The browser's own reading of an address, a `<base>` included; its parts can be changed. */
export function addressOf(url: string): HTMLAnchorElement {
  var link = document.createElement('a')
  link.href = url
  return link
}
