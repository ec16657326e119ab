/**
 * A panel as its build leaves it, for every command that takes a folder: what they say of one and the same folder has to agree.
 * One file is large enough for the size to be shown in kB.
 */
export const PANEL = { 'index.html': '<h1>hi', 'a.bin': 'a'.repeat(1500) }
