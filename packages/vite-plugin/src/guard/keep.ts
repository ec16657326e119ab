/**
 * Read what outlives a reload, or write it; where storage is refused, the window's name keeps it, in the form that the
 * client gives it there.
 *
 * @param value to write; never empty
 */
export function keep(storage: 'localStorage' | 'sessionStorage', key: string, value?: string): string | undefined {
  var all: Record<string, string> = {}
  try {
    if (value) window[storage][key] = value
    return window[storage][key]
  } catch (_) {
    try {
      all = Object(JSON.parse(window.name))
    } catch (_) {
      // The name is somebody else's, or none.
    }
    if (value) {
      all[key] = value
      window.name = JSON.stringify(all)
    }
    return all[key]
  }
}
