/** A moment the server names, in UTC to the second; `-` where it names none. */
export function momentText(moment: string | number | undefined): string {
  const date = moment === undefined ? undefined : new Date(moment)
  if (!date || Number.isNaN(date.getTime())) return '-'
  return `${date.toISOString().slice(0, 19).replace('T', ' ')}Z`
}
