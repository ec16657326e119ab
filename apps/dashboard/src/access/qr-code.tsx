import { useMemo } from 'preact/hooks'
import { qrOf } from './qr.ts'

/** A QR code, black on white whatever the page looks like: cameras want it so. @param label what it is, for who cannot see it */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => qrOf(text), [text])
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
