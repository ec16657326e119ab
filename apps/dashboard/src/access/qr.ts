import qrcode from 'qrcode-generator'

/** A QR code: black modules on white ground. */
export interface Qr {
  /** Modules in a row, with the quiet zone around. */
  size: number
  /** Every black run of every row, as the path of an SVG. */
  path: string
}

/** White modules around it, without which cameras do not find it (ISO/IEC 18004). */
const QUIET = 4

/**
 * A text as a QR code, drawn here: what it says must go to no other server.
 *
 * @param text up to about 2,300 bytes
 */
export function qrOf(text: string): Qr {
  const code = qrcode(0, 'M')
  code.addData(text)
  code.make()
  const count = code.getModuleCount()
  const runs: string[] = []
  for (let row = 0; row < count; row += 1) {
    let from = 0
    for (let column = 0; column <= count; column += 1) {
      if (column < count && code.isDark(row, column)) continue
      if (column > from) runs.push(`M${from + QUIET} ${row + QUIET}h${column - from}v1h${from - column}z`)
      from = column + 1
    }
  }
  return { size: count + 2 * QUIET, path: runs.join('') }
}
