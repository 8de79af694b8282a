import { BarChart as Bars } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import type { EChartsType } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { usePreferences } from '../app/preferences_context'
import { useMedia } from '../app/preferences'

use([Bars, GridComponent, TooltipComponent, SVGRenderer])

type BarChartProps = {
  label: string
  names: string[]
  values: number[]
  /** Columns side by side (time runs to the right) instead of bars below each other. */
  upright: boolean
  show: (value: number) => string
  /** How many of the values' units make one on the axis: 100 for fen shown as yuan. */
  scale: number
  /** Opens what is behind the bar at this place. */
  open?: ((index: number) => void) | undefined
}

/** Lying bars drawn at most; the table has them all. */
const barsMax = 12

function color(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()
}

/** "12万", "3.5k": the axis needs little room. */
function short(value: number, chinese: boolean): string {
  if (chinese) {
    if (value >= 1e8) return `${value / 1e8}亿`
    return value >= 1e4 ? `${value / 1e4}万` : String(value)
  }
  if (value >= 1e6) return `${value / 1e6}M`
  return value >= 1e3 ? `${value / 1e3}k` : String(value)
}

function optionOf(props: BarChartProps, still: boolean, darkMode: boolean) {
  const { names, values, upright, show, scale } = props
  const chinese = document.documentElement.lang.startsWith('zh')
  const kept = upright ? names.length : barsMax
  const text = { color: color('ink-soft'), fontFamily: color('sans'), fontSize: 12 }
  const category = {
    type: 'category',
    data: names.slice(0, kept),
    inverse: !upright,
    axisLine: { lineStyle: { color: color('line-strong') } },
    axisTick: { show: false },
    axisLabel: { ...text, hideOverlap: true, width: upright ? undefined : 110, overflow: 'truncate' },
  }
  const measure = {
    type: 'value',
    splitLine: { lineStyle: { color: color('line') } },
    splitNumber: 4,
    axisLabel: { ...text, hideOverlap: true, formatter: (value: number) => short(value, chinese) },
  }
  return {
    animation: !still,
    darkMode,
    grid: { left: 4, right: 16, top: 12, bottom: 4, containLabel: true },
    xAxis: upright ? category : measure,
    yAxis: upright ? measure : category,
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      confine: true,
      backgroundColor: color('card'),
      borderColor: color('line'),
      textStyle: { color: color('ink'), fontFamily: color('sans') },
      valueFormatter: (value: unknown) => show(Math.round(Number(value) * scale)),
    },
    series: [
      {
        type: 'bar',
        data: values.slice(0, kept).map((value) => value / scale),
        itemStyle: { color: color('chart-1'), borderRadius: 2 },
        barMaxWidth: 28,
      },
    ],
  }
}

/** Bars in SVG. What it shows can always be read as a table beside it. */
export default function BarChart(props: BarChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType | null>(null)
  const { theme } = usePreferences()
  const still = useMedia('(prefers-reduced-motion: reduce)')
  useEffect(() => {
    if (!box.current) return undefined
    const made = init(box.current, null, { renderer: 'svg' })
    chart.current = made
    const watch = new ResizeObserver(() => made.resize())
    watch.observe(box.current)
    return () => {
      watch.disconnect()
      made.dispose()
      chart.current = null
    }
  }, [])
  const { open } = props
  useEffect(() => {
    const made = chart.current
    if (!made || !open) return undefined
    // Anywhere in a bar's column or row: a small bar is hard to hit.
    const click = (event: { offsetX: number; offsetY: number }) => {
      const point = [event.offsetX, event.offsetY]
      if (!made.containPixel('grid', point)) return
      const places = made.convertFromPixel('grid', point)
      open(Number(places[props.upright ? 0 : 1]))
    }
    made.getZr().on('click', click)
    return () => {
      if (!made.isDisposed()) made.getZr().off('click', click)
    }
  }, [open, props.upright])
  useEffect(() => {
    chart.current?.setOption(optionOf(props, still, theme === 'dark'), { notMerge: true })
  }, [props, still, theme])
  const rows = props.upright ? 8 : Math.max(3, Math.min(props.names.length, barsMax))
  return <div ref={box} role="img" aria-label={props.label} style={{ height: 60 + rows * 26 }} />
}
