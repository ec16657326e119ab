import { useEffect, useRef } from 'preact/hooks'
import uPlot from 'uplot'
import { amount } from '../wording/units.ts'
import { colourOf, inkOf, isDark } from './chart-colours.ts'
import { type Layer, stacked } from './release-history.ts'

/** Pixels. */
const HEIGHT = 260

interface ReleaseChartProps {
  /** Seconds since the epoch. */
  times: number[]
  layers: Layer[]
  hidden: ReadonlySet<string>
  /** What it shows, for who does not see it. */
  label: string
  /** How a moment is written below the chart; seconds since the epoch. */
  axis(at: number): string
  /** The pointer is at a moment, or at none. */
  onPoint(index: number | undefined): void
}

/** How many tablets reported which release, one release upon the other. */
export function ReleaseChart({ times, layers, hidden, label, axis, onPoint }: ReleaseChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot | undefined>(undefined)
  const names = layers.map(({ name }) => name).join()
  const data = dataOf(times, layers, hidden)

  // Another set of layers, or other colours, is another chart; other counts are not.
  useEffect(() => {
    if (!box.current) return
    const own = new uPlot(optionsOf(layers, box.current.clientWidth, axis, onPoint), data, box.current)
    plot.current = own
    const observer = new ResizeObserver(([entry]) => {
      if (entry) own.setSize({ width: Math.floor(entry.contentRect.width), height: HEIGHT })
    })
    observer.observe(box.current)
    return () => {
      observer.disconnect()
      own.destroy()
    }
  }, [names, axis, isDark.value])
  useEffect(() => plot.current?.setData(data), [times, layers, hidden])

  return <div ref={box} class="chart" role="img" aria-label={label} />
}

/** From the top layer to the bottom one: each is filled down to zero, and the next is painted over it. */
function dataOf(times: number[], layers: Layer[], hidden: ReadonlySet<string>): uPlot.AlignedData {
  const isHidden = (nth: number) => hidden.has(layers[nth]?.name ?? '')
  const sums = stacked(
    layers.map(({ counts }) => counts),
    isHidden,
  )
  const shown = sums.map((sum, nth) => (isHidden(nth) ? sum.map(() => null) : sum))
  return [times, ...shown.toReversed()]
}

function optionsOf(
  layers: Layer[],
  width: number,
  axis: ReleaseChartProps['axis'],
  onPoint: ReleaseChartProps['onPoint'],
): uPlot.Options {
  const { text, line } = inkOf()
  const look = { stroke: text, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } }
  const series = layers.map(({ name }, nth) => {
    const colour = colourOf(nth, name)
    return { label: name, stroke: colour, fill: colour, width: 0, points: { show: false } }
  })
  return {
    width,
    height: HEIGHT,
    padding: [8, 4, 0, 0],
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, points: { show: false }, y: false },
    scales: { y: { range: (_, __, most) => [0, Math.max(1, most)] } },
    axes: [
      { ...look, values: (_, at) => at.map(axis), space: 90, size: 32 },
      { ...look, values: (_, counts) => counts.map((one) => (Number.isInteger(one) ? amount(one) : '')), size: 64 },
    ],
    series: [{}, ...series.toReversed()],
    hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? undefined)] },
  }
}
