import { printable } from './printable.ts'

/** Text from outside on one line: it can neither break a table nor begin a line of its own, which CI systems may obey. */
export function oneLine(text: string): string {
  return printable(text).replaceAll(/\s+/g, ' ').trim()
}
