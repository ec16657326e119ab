/**
 * What a spreadsheet takes for a formula, at the beginning of a cell, behind any number of apostrophes. A cell from a stranger
 * that is one can send the whole sheet elsewhere (https://owasp.org/www-community/attacks/CSV_Injection).
 */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/

/**
 * A text as a cell that no spreadsheet computes: it begins with an apostrophe, which spreadsheets take for "this is text".
 * `readCell` gives back the very same text, whatever it is.
 *
 * @example safeCell('=1+1') // "'=1+1"
 */
export function safeCell(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

/** The text of a cell that `safeCell` made, or that somebody typed. */
export function readCell(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell
}
