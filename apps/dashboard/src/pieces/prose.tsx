/**
 * A sentence of the server's: what stands between backticks in it is a command or a name.
 *
 * @example <Prose text="Go back with `relevo rollback`." />
 */
export function Prose({ text }: { text: string }) {
  return text.split('`').map((part, i) => (i % 2 === 0 ? part : <code key={`${i}`}>{part}</code>))
}
