/** A number of people's size, with its thousands apart. @example amountText(12345) // '12,345' */
export function amountText(amount: number): string {
  return amount.toLocaleString('en')
}

/** A share as percent, to a tenth. @example percentText(0.0937) // '9.4 %' */
export function percentText(share: number): string {
  return `${Math.round(1000 * share) / 10} %`
}
