/** A part of a sentence as a sentence of its own. @example capital('open the app') // 'Open the app' */
export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1)
}
