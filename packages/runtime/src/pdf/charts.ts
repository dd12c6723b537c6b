import { type PageDefinition, printFont, sectionsOf, withSections } from '@mortise/prints'
import { applyFormatters, type ChartOption } from '@mortise/reports'
import { init } from 'echarts'
import type { Content } from 'pdfmake/interfaces.js'

/** A drawing that content asks for: an option of the drawing library as plain JSON, and how large it is to be. */
type Asked = { readonly option: ChartOption; readonly width: number; readonly height: number }

/** The PDF library does not know that an outline lies under its letters: it would paint the letters over with it. */
function withoutOutlines(svg: string): string {
  return svg.replaceAll(/<text\b[^>]*>/g, (tag) =>
    tag.replaceAll(/\s(?:stroke|stroke-width|paint-order|stroke-linejoin)="[^"]*"/g, ''),
  )
}

/** Letters in the one font that the page embeds, whatever the option asks for. */
function inOneFont(svg: string): string {
  return svg
    .replaceAll(/font-family:[^;"]*/g, `font-family:${printFont}`)
    .replaceAll(/font-family="[^"]*"/g, `font-family="${printFont}"`)
}

/** Draws an option without a screen. Nothing moves, and all of it is there at once. */
export function chartSvg({ option, width, height }: Asked): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    const { toolbox: _, dataZoom: __, ...still } = applyFormatters(option)
    const series = [still['series'] ?? []].flat() as readonly object[]
    chart.setOption({
      ...still,
      animation: false,
      series: series.map((one) => ({ ...one, progressive: 0, animation: false })),
      textStyle: { ...(still['textStyle'] as object | undefined), fontFamily: printFont },
    })
    return inOneFont(withoutOutlines(chart.renderToSVGString()))
  } finally {
    chart.dispose()
  }
}

function drawn<T>(node: T): T {
  if (Array.isArray(node)) return node.map((one: unknown) => drawn(one)) as T
  if (node === null || typeof node !== 'object') return node
  const { chart, ...rest } = node as { readonly chart?: Asked; readonly [key: string]: unknown }
  if (chart !== undefined)
    return { ...rest, svg: chartSvg(chart), width: chart.width, height: chart.height } as T
  return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, drawn(value)])) as T
}

const asks = (content: unknown): boolean => JSON.stringify(content).includes('"chart":{')

/** The pages with their drawings in the place of what asks for them. */
export function withCharts(pages: PageDefinition): PageDefinition {
  return withSections(
    pages,
    sectionsOf(pages).map((section) =>
      asks(section.content) ? { ...section, content: drawn(section.content as Content[]) } : section,
    ),
  )
}
