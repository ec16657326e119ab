/** What is published, in the order of the arrows. */
export const PACKAGES = ['core', 'config', 'service-worker', 'client', 'vite-plugin', 'packing', 'cli']
