import { useEffect, useRef } from 'preact/hooks'
import uPlot from 'uplot'
import { language } from '../wording/language.ts'

interface CurveProps {
  /** Seconds since the epoch, then a row for each line. */
  data: number[][]
  lines: { name: string; colour: '--good' | '--bad' }[]
  /** The top of the chart. */
  most: number
}

const HEIGHT = 190

/** Lines over time. It is drawn, and says nothing to who cannot see it: whoever uses it says the same in words. */
export function Curve({ data, lines, most }: CurveProps) {
  const box = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot>(undefined)
  const isDrawn = data[0]?.length !== 0

  useEffect(() => {
    const at = box.current
    if (!at || !isDrawn) return
    const own = new uPlot(optionsFor(at, lines, most), data as uPlot.AlignedData, at)
    plot.current = own
    const watch = new ResizeObserver(() => own.setSize({ width: at.clientWidth, height: HEIGHT }))
    watch.observe(at)
    const dark = matchMedia('(prefers-color-scheme: dark)')
    const redraw = () => own.redraw(false)
    dark.addEventListener('change', redraw)
    return () => {
      watch.disconnect()
      dark.removeEventListener('change', redraw)
      own.destroy()
    }
  }, [most, isDrawn])

  useEffect(() => plot.current?.setData(data as uPlot.AlignedData), [data])

  return <div ref={box} class="curve" aria-hidden="true" />
}

function optionsFor(at: HTMLElement, lines: CurveProps['lines'], most: number): uPlot.Options {
  const colour = (name: string) => () => colourOf(at, name)
  const times = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' })
  const days = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' })
  const axis = { stroke: colour('--quiet'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false } }
  return {
    width: at.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: true }, y: { range: [0, Math.max(1, most)] } },
    axes: [
      {
        ...axis,
        space: 90,
        values: (_, ticks) =>
          ticks.map((tick) => {
            const date = new Date(tick * 1_000)
            return date.getHours() + date.getMinutes() === 0 ? days.format(date) : times.format(date)
          }),
      },
      {
        ...axis,
        size: 48,
        space: 36,
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000],
      },
    ],
    series: [
      {},
      ...lines.map((line) => ({
        stroke: colour(line.colour),
        width: 2,
        points: { show: false },
        ...(uPlot.paths.stepped && { paths: uPlot.paths.stepped({ align: 1 }) }),
      })),
    ],
  }
}

/** A colour of the stylesheet as a canvas takes it: such a name may stand for one in light and one in dark. */
function colourOf(at: HTMLElement, name: string): string {
  const probe = document.createElement('span')
  probe.className = `colour${name}`
  at.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}
