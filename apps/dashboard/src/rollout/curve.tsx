import { useEffect, useRef } from 'preact/hooks'
import uPlot from 'uplot'
import { inkOf, isDark } from '../overview/chart-colours.ts'
import { amount, shortMoment } from '../wording/units.ts'

interface CurveProps {
  /** Seconds since the epoch, tablets with the release, tablets on which it failed. */
  data: [number[], number[], number[]]
  /** The top of the chart: all tablets there are. */
  most: number
}

/** Pixels. */
const HEIGHT = 190

/** How the release came to the tablets. It is drawn, and says nothing to who does not see it: the words beside it do. */
export function Curve({ data, most }: CurveProps) {
  const box = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot | undefined>(undefined)

  useEffect(() => {
    if (!box.current) return
    const own = new uPlot(optionsOf(box.current.clientWidth, most), data, box.current)
    plot.current = own
    const observer = new ResizeObserver(([entry]) => {
      if (entry) own.setSize({ width: Math.floor(entry.contentRect.width), height: HEIGHT })
    })
    observer.observe(box.current)
    return () => {
      observer.disconnect()
      own.destroy()
    }
  }, [most, isDark.value])
  useEffect(() => plot.current?.setData(data), [data])

  return <div ref={box} class="curve" aria-hidden="true" />
}

function optionsOf(width: number, most: number): uPlot.Options {
  const { text, line } = inkOf()
  const look = { stroke: text, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } }
  const moment = (at: number) => shortMoment(new Date(at * 1_000).toISOString())
  const stepped = uPlot.paths.stepped?.({ align: 1 })
  const lines = isDark.value ? ['#7fd1ae', '#ff9d95'] : ['#14693f', '#a1221b']
  return {
    width,
    height: HEIGHT,
    padding: [8, 12, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: { y: { range: [0, Math.max(1, most)] } },
    axes: [
      { ...look, values: (_, at) => at.map(moment), space: 110, size: 32 },
      { ...look, values: (_, counts) => counts.map((one) => (Number.isInteger(one) ? amount(one) : '')), size: 56 },
    ],
    series: [
      {},
      ...lines.map((stroke) => ({ stroke, width: 2, points: { show: false }, ...(stepped && { paths: stepped }) })),
    ],
  }
}
