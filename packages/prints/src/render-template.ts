import { say } from '@mortise/errors'
import type { PrintBlockDocument, PrintDocument } from '@mortise/schema'
import type { Content, PageSize } from 'pdfmake/interfaces.js'
import { printContext } from './context.ts'
import type { PrintContext } from './define.ts'
import { textOf } from './settings.ts'
import type { PageDefinition, PrintData, PrintKit } from './types.ts'
import { placedBlocks } from './walk.ts'

/** Name that the embedded font goes by in definitions. */
export const printFont: string = 'Noto Sans SC'

type Floats = ReadonlyMap<string, readonly PrintBlockDocument[]>

/** Floating blocks by the id of the block they stand over. */
function floatsOf(template: PrintDocument, kit: PrintKit): Floats {
  const floats = new Map<string, PrintBlockDocument[]>()
  for (const { block } of placedBlocks(template, kit.blocks)) {
    if (kit.blocks.find(block.type)?.floats !== true) continue
    const anchor = textOf(block, 'anchor')
    floats.set(anchor, [...(floats.get(anchor) ?? []), block])
  }
  return floats
}

function isVisible(block: PrintBlockDocument, ctx: PrintContext): boolean {
  return block.visible === undefined || ctx.evaluate(block.visible) === true
}

function contentOf(block: PrintBlockDocument, kit: PrintKit, ctx: PrintContext): Content | null {
  if (!isVisible(block, ctx)) return null
  // A block of an unknown type prints nothing; the check at publish names it.
  return kit.blocks.find(block.type)?.toContent(block, ctx) ?? null
}

function isContent(content: Content | null): content is Content {
  return content !== null
}

function renderBlock(
  block: PrintBlockDocument,
  given: { readonly kit: PrintKit; readonly floats: Floats; readonly ctx: PrintContext },
): Content | null {
  const { kit, floats, ctx } = given
  if (kit.blocks.find(block.type)?.floats === true) return null
  const content = contentOf(block, kit, ctx)
  if (content === null) return null
  const above = (block.id === undefined ? [] : (floats.get(block.id) ?? []))
    .map((one) => contentOf(one, kit, ctx))
    .filter(isContent)
  if (above.length === 0 && block.keepTogether !== true) return content
  // Drawn after, so that a seal lies over the words; kept together, so that it never loses them at a page's end.
  return { stack: [content, ...above], unbreakable: true }
}

function watermarkOf(template: PrintDocument, ctx: PrintContext): PageDefinition['watermark'] {
  const { watermark } = template
  if (watermark === undefined) return undefined
  if (watermark.visible !== undefined && ctx.evaluate(watermark.visible) !== true) return undefined
  const text = ctx.fill(watermark.text)
  return text === '' ? undefined : { text, font: printFont, color: '#8B949E', opacity: 0.18, angle: -35 }
}

function marginsOf(template: PrintDocument): PageDefinition['pageMargins'] {
  const top = (template.header ?? []).length > 0 ? 72 : 40
  const bottom = (template.footer ?? []).length > 0 ? 56 : 40
  return template.page.margins ?? [40, top, 40, bottom]
}

function sizeOf(template: PrintDocument): PageSize {
  const { size } = template.page
  if (typeof size !== 'string') return { width: size[0], height: size[1] }
  return size.toUpperCase() as Extract<PageSize, string>
}

/** Letters that file systems refuse become a line; no name is empty. */
function safeFileName(text: string): string {
  const name = [...text].map((one) => (one < ' ' || '\\/:*?"<>|'.includes(one) ? '-' : one)).join('')
  return name.trim().replace(/^\.+/, '').slice(0, 120) || 'document'
}

/**
 * Fills a template with a record. Pure: the same template and data give the same pages. Hidden and empty blocks leave no
 * trace; an empty value is empty text. See `toDocDefinition` and the runtime's PDF renderer for what comes after.
 */
export function renderTemplate(template: PrintDocument, data: PrintData, kit: PrintKit): PageDefinition {
  const floats = floatsOf(template, kit)
  const render = (blocks: readonly PrintBlockDocument[], ctx: PrintContext): Content[] =>
    blocks.map((block) => renderBlock(block, { kit, floats, ctx })).filter(isContent)
  const ctx = printContext(data, kit, render)
  const pageMargins = marginsOf(template)
  const [left, , right] = pageMargins
  const header = render(template.header ?? [], ctx)
  const footer = render(template.footer ?? [], ctx)
  const title = say(template.label, data.locale)
  return {
    title,
    createdAt: data.now,
    fileName: safeFileName(ctx.fill(template.fileName ?? title)),
    pageSize: sizeOf(template),
    pageOrientation: template.page.orientation ?? 'portrait',
    pageMargins,
    defaultStyle: { font: printFont, fontSize: 10, lineHeight: 1.2, color: '#1E2227' },
    content: render(template.body, ctx),
    header: header.length === 0 ? undefined : { stack: header, margin: [left, 24, right, 0] },
    footer: footer.length === 0 ? undefined : { stack: footer, margin: [left, 12, right, 0] },
    watermark: watermarkOf(template, ctx),
  }
}
