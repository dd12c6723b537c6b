import { type PageDefinition, type PageSection, printFont, sectionsOf, withSections } from '@mortise/prints'
import { applyFormatters, type ChartOption } from '@mortise/reports'
import type { Content } from 'pdfmake/interfaces.js'

/** A drawing that content asks for: an option of the drawing library as plain JSON, and how large it is to be. */
type Asked = { readonly option: ChartOption; readonly width: number; readonly height: number }

/** The PDF library does not know that an outline lies under its letters: it would paint the letters over with it. */
function withoutOutlines(svg: string): string {
  return svg.replaceAll(/<text\b[^>]*>/g, (tag) =>
    tag.replaceAll(/\s(?:stroke(?:-[a-z]+)?|paint-order)="[^"]*"/g, ''),
  )
}

/** What happens under a pointer happens on no paper. */
function withoutStyles(svg: string): string {
  return svg.replaceAll(/<style\b[\s\S]*?<\/style>/g, '')
}

/** Letters in the one font that the page embeds, whatever the option asks for. */
function inOneFont(svg: string): string {
  return svg
    .replaceAll(/font-family:[^;"]*/g, `font-family:${printFont}`)
    .replaceAll(/font-family="[^"]*"/g, `font-family="${printFont}"`)
}

type Legend = { readonly type?: string; readonly data?: readonly unknown[] }
type Grid = { readonly top?: unknown }

/** Nobody turns the pages of a legend on paper: all of its names stand there, and the drawing begins below them. */
function unfolded(legend: Legend | undefined, grid: Grid | undefined, width: number): object {
  if (legend === undefined || legend.type !== 'scroll') return {}
  const names = (legend.data ?? []).map((one) => String((one as { readonly name?: unknown })?.name ?? one))
  const room = names.reduce((sum, name) => sum + 45 + [...name].length * 12, 0)
  const lines = Math.max(1, Math.ceil(room / Math.max(1, width - 40)))
  const top = typeof grid?.top === 'number' ? { grid: { ...grid, top: grid.top + 20 * (lines - 1) } } : {}
  return { legend: { ...legend, type: 'plain' }, ...top }
}

/** The same library in one file, which is read ten times as fast; it brings no types of its own. */
const bundled: string = 'echarts/dist/echarts.esm.min.mjs'

/** Most documents have no drawing: a thread that starts need not wait for the library. */
function library(): Promise<typeof import('echarts')> {
  return import(bundled) as Promise<typeof import('echarts')>
}

/** Draws an option without a screen. Nothing moves, and all of it is there at once. */
export async function chartSvg({ option, width, height }: Asked): Promise<string> {
  const { init } = await library()
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    const { toolbox: _, dataZoom: __, ...still } = applyFormatters(option)
    const series = [still['series'] ?? []].flat() as readonly object[]
    chart.setOption({
      ...still,
      ...unfolded(still['legend'] as Legend | undefined, still['grid'] as Grid | undefined, width),
      animation: false,
      // Of values that would stand over each other one is left out: there is no pointer that could tell them apart.
      series: series.map((one) => ({
        labelLayout: { hideOverlap: true },
        ...one,
        progressive: 0,
        animation: false,
      })),
      textStyle: { ...(still['textStyle'] as object | undefined), fontFamily: printFont },
    })
    return inOneFont(withoutOutlines(withoutStyles(chart.renderToSVGString())))
  } finally {
    chart.dispose()
  }
}

type Node = { readonly chart?: Asked; readonly [key: string]: unknown }

async function drawn(node: unknown): Promise<unknown> {
  if (Array.isArray(node)) return Promise.all(node.map(drawn))
  if (node === null || typeof node !== 'object') return node
  const { chart, ...rest } = node as Node
  if (chart !== undefined)
    return { ...rest, svg: await chartSvg(chart), width: chart.width, height: chart.height }
  const entries = Object.entries(rest).map(async ([key, value]) => [key, await drawn(value)] as const)
  return Object.fromEntries(await Promise.all(entries))
}

const asks = (content: unknown): boolean => JSON.stringify(content).includes('"chart":{')

/** The pages with their drawings in the place of what asks for them. */
export async function withCharts(pages: PageDefinition): Promise<PageDefinition> {
  const sections: PageSection[] = []
  for (const section of sectionsOf(pages))
    sections.push(
      asks(section.content) ? { ...section, content: (await drawn(section.content)) as Content[] } : section,
    )
  return withSections(pages, sections)
}
