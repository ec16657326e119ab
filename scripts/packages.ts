/** What is published, in the order of the arrows. */
export const PACKAGES = ['core', 'service-worker', 'client', 'vite-plugin', 'cli']
