import { isPlain, type Plain } from './plain.ts'

/** What decides nothing by itself, and may stand in an `.env` for the day there is an address. */
const DETAILS = ['mode', 'protocol']

/** Without a site's broker of which variables say only how it would be spoken to; a user or a certificate wants an address. */
export function withWantedSiteBroker(raw: Plain, file: Plain): Plain {
  const { siteBroker, ...rest } = raw
  const isWanted =
    file.siteBroker !== undefined ||
    !isPlain(siteBroker) ||
    Object.keys(siteBroker).some((key) => !DETAILS.includes(key))
  return isWanted ? raw : rest
}
