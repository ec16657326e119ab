/** Name of the worker script at the root of a built folder, unless the app chose another. */
export const DEFAULT_WORKER = 'sw.js'
