/** How long the page waits for what, in milliseconds. A module of its own, so that a bundler puts in the bare numbers. */

/** For an answer of a server, its body included. */
export const FETCH_PATIENCE = 10_000
/** From the first look at `version.json` that came to nothing to the next one; twice as long each time, up to the usual. */
export const RETRY = 15_000
/** For a reload or a navigation to end this page. */
export const RELOAD_PATIENCE = 10_000
/**
 * For a worker's navigation to end a page whose release has failed: longer than a worker waits for a silent network where it has
 * something older to answer with.
 */
export const LEAVE_PATIENCE = 15_000
/** A worker says something at least every 3 s while it works; this long without a word is silence. */
export const SILENCE = 10_000
/** Between two pings: a browser ends a worker's work after minutes without an event. */
export const PING_EVERY = 15_000
/** Between two looks whether the app is up. */
export const BOOT_LOOK_EVERY = 250
/** Between two looks at the hours. */
export const HOURS_LOOK_EVERY = 30_000
/** What is wrong is said this long before the worker gives up on a trial. */
export const AHEAD = 2_000
/** Between two reports of progress alone. */
export const PROGRESS_EVERY = 2_000
/** A visible page whose timer is this late slept; a hidden one's is late by up to a minute anyway. */
export const SLEPT = 5_000
export const SLEPT_HIDDEN = 90_000
/** A spent budget of reloads is renewed: the file that was late may have arrived. */
export const BUDGET_RENEWAL = 3_600_000
