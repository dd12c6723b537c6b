import type { PrintBlockDocument, PrintDocument } from '@mortise/schema'
import type { Content } from 'pdfmake/interfaces.js'
import type { PrintContext } from './define.ts'
import { paperOf } from './paper.ts'
import { printFont } from './font.ts'
import { drawnText } from './glyphs/letters.ts'
import type { Remarks } from './remarks.ts'
import type { Backdrop, EdgeSeal, PageSection, PrintKit } from './types.ts'

/** What a template is filled with, and who is told what it leaves short. */
type Told = { readonly ctx: PrintContext; readonly remarks?: Remarks | undefined }

/** A run of blocks on one paper. */
type Part = {
  readonly page: PrintDocument['page']
  /** Without header and footer. */
  readonly bare: boolean
  readonly blocks: readonly PrintBlockDocument[]
}

/** Blocks behind each change of paper; a change that is hidden hides what stands behind it. */
function partsOf(
  template: PrintDocument,
  kit: PrintKit,
  isVisible: (block: PrintBlockDocument) => boolean,
): readonly Part[] {
  const parts: (Part & { readonly shown: boolean })[] = [
    { page: template.page, bare: false, blocks: [], shown: true },
  ]
  for (const block of template.body) {
    const change = kit.blocks.find(block.type)?.page?.(block)
    const last = parts.at(-1)
    if (last === undefined) continue
    if (change === undefined) {
      parts[parts.length - 1] = { ...last, blocks: [...last.blocks, block] }
      continue
    }
    const page = { ...template.page, ...change.page }
    parts.push({ page, bare: change.bare, blocks: [], shown: isVisible(block) })
  }
  const shown = parts.filter((one) => one.shown)
  // A template that begins with a change of paper has nothing before it.
  return shown.length > 1 && shown[0]?.blocks.length === 0 ? shown.slice(1) : shown
}

function marginsOf(template: PrintDocument, { page, bare }: Part): PageSection['pageMargins'] {
  const top = !bare && (template.header ?? []).length > 0 ? 72 : 40
  const bottom = !bare && (template.footer ?? []).length > 0 ? 56 : 40
  return page.margins ?? [40, top, 40, bottom]
}

function ratio(value: number | undefined, otherwise: number): number {
  return value === undefined ? otherwise : Math.min(1, Math.max(0.02, value))
}

function watermarkOf({ watermark }: PrintDocument, { ctx, remarks }: Told): PageSection['watermark'] {
  const { text, missing } = drawnText(watermark?.text === undefined ? '' : ctx.fill(watermark.text))
  if (missing.length > 0) remarks?.letters('/watermark/text', missing)
  if (text === '') return undefined
  const opacity = ratio(watermark?.opacity, 0.18)
  return { text, font: printFont, color: '#8B949E', opacity, angle: -35 }
}

/** A picture of a setting of the whole template; one that there is none of is told. */
function pictureOf(asset: string | undefined, at: string, { ctx, remarks }: Told): string | undefined {
  const image = asset === undefined ? undefined : ctx.image(asset)
  if (asset !== undefined && image === undefined) remarks?.picture(at, asset)
  return image
}

function backdropOf(
  { watermark }: PrintDocument,
  told: Told,
  { width, height }: { readonly width: number; readonly height: number },
): Backdrop | undefined {
  const image = pictureOf(watermark?.asset, '/watermark/asset', told)
  if (image === undefined) return undefined
  return { image, width: Math.min(width, height) * 0.6, opacity: ratio(watermark?.opacity, 0.12) }
}

function edgeSealOf({ edgeSeal }: PrintDocument, told: Told): EdgeSeal | undefined {
  if (edgeSeal === undefined) return undefined
  if (edgeSeal.visible !== undefined && told.ctx.evaluate(edgeSeal.visible) !== true) return undefined
  const image = pictureOf(edgeSeal.asset, '/edgeSeal/asset', told)
  if (image === undefined) return undefined
  const { size = 113, at = 0.5, opacity } = edgeSeal
  return { image, size: Math.max(20, size), at: ratio(at, 0.5), opacity: ratio(opacity, 0.85) }
}

/** The sections of a filled template, in order; at least one. */
export function filledSections(
  template: PrintDocument,
  given: {
    readonly kit: PrintKit
    readonly ctx: PrintContext
    readonly isVisible: (block: PrintBlockDocument) => boolean
    readonly remarks?: Remarks | undefined
  },
): readonly PageSection[] {
  const { kit, ctx, isVisible } = given
  const { watermark } = template
  const marked = watermark?.visible === undefined || ctx.evaluate(watermark.visible) === true
  const edgeSeal = edgeSealOf(template, given)
  const [header, footer] = [ctx.render(template.header ?? []), ctx.render(template.footer ?? [])]
  return partsOf(template, kit, isVisible).map((part): PageSection => {
    const pageSize = paperOf(part.page) ?? { width: 595.28, height: 841.89 }
    const pageMargins = marginsOf(template, part)
    const [left, , right] = pageMargins
    const band = (content: Content[], top: number): Content | undefined =>
      part.bare || content.length === 0 ? undefined : { stack: content, margin: [left, top, right, 0] }
    const free = part.blocks.flatMap((block) => {
      const pages = kit.blocks.find(block.type)?.free?.(block)
      return pages === undefined ? [] : ctx.render([block]).map((content) => ({ content, pages }))
    })
    const flowing = part.blocks.filter((block) => kit.blocks.find(block.type)?.free === undefined)
    return {
      pageSize,
      pageMargins,
      content: ctx.render(flowing),
      ...(free.length === 0 ? {} : { free }),
      header: band(header, 24),
      footer: band(footer, 12),
      watermark: marked ? watermarkOf(template, given) : undefined,
      backdrop: marked ? backdropOf(template, given, pageSize) : undefined,
      edgeSeal,
    }
  })
}
