import { say } from '@mortise/errors'
import type { PrintBlockDocument, PrintDocument } from '@mortise/schema'
import type { Content } from 'pdfmake/interfaces.js'
import { printContext } from './context.ts'
import type { PrintContext } from './define.ts'
import { printFont } from './font.ts'
import { drawnContent } from './glyphs/drawn-content.ts'
import type { Remarks } from './remarks.ts'
import { pagedTogether } from './paged/types.ts'
import { filledSections } from './sections.ts'
import { textOf } from './settings.ts'
import type { PageDefinition, PageSection, PrintData, PrintKit } from './types.ts'
import { placedBlocks } from './walk.ts'
import { withNext } from './with-next.ts'

/** How a template is filled for its designer, beside how it prints. */
export type DesignView = {
  /** Each content says as `at` where its block stands in the document, so that a layout can be read back. */
  readonly marked?: boolean
  /** Blocks are shown whose conditions say no for this record. */
  readonly all?: boolean
}

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

type Rendering = {
  readonly kit: PrintKit
  readonly floats: Floats
  readonly ctx: PrintContext
  readonly all: boolean
  /** Where each block stands. */
  readonly paths: ReadonlyMap<PrintBlockDocument, string>
  /** Each content says where its block stands. */
  readonly marked: boolean
  readonly remarks: Remarks | undefined
}

function isVisible(block: PrintBlockDocument, { ctx, all }: Pick<Rendering, 'ctx' | 'all'>): boolean {
  return all || block.visible === undefined || ctx.evaluate(block.visible) === true
}

/** Content that says where its block stands. A bare text or list becomes a node first, which takes no room of its own. */
function markedContent(content: Content, at: string): Content {
  const node = typeof content === 'object' && !Array.isArray(content) ? content : { stack: [content] }
  return { ...node, at } as unknown as Content
}

/** The same, and what can't be printed as a picture is told with the place of the block that asks. */
function told(ctx: PrintContext, at: string, remarks: Remarks | undefined): PrintContext {
  if (remarks === undefined) return ctx
  const photos: PrintContext['photos'] = (path, room, row) => {
    const found = ctx.photos(path, room, row)
    for (const one of found ?? []) if ('fault' in one) remarks.photo(at, one.name, one.fault)
    return found
  }
  return { ...ctx, photos }
}

function contentOf(block: PrintBlockDocument, given: Rendering): Content | null {
  if (!isVisible(block, given)) return null
  // A block of an unknown type prints nothing; the check at publish names it.
  const type = given.kit.blocks.find(block.type)
  const { ctx, remarks, marked } = given
  const at = given.paths.get(block) ?? ''
  const asset = textOf(block, 'asset')
  if (asset !== '' && ctx.image(asset) === undefined) remarks?.picture(at, asset)
  const unfit = remarks === undefined ? undefined : type?.unfit?.(block, ctx)
  if (unfit !== undefined) remarks?.unfit(at, unfit)
  const content = type?.toContent(block, told(ctx, at, remarks)) ?? null
  if (content === null) return null
  // What stands in other blocks has been looked at there.
  const drawn =
    type?.children === undefined ? drawnContent(content, (letters) => remarks?.letters(at, letters)) : content
  return marked ? markedContent(drawn, at) : drawn
}

function isContent(content: Content | null): content is Content {
  return content !== null
}

function renderBlock(block: PrintBlockDocument, given: Rendering): Content | null {
  const { kit, floats } = given
  const type = kit.blocks.find(block.type)
  if (type?.floats === true) return null
  const content = contentOf(block, given)
  if (content === null) return null
  const above = (block.id === undefined ? [] : (floats.get(block.id) ?? []))
    .map((one) => contentOf(one, given))
    .filter(isContent)
  const together = block.keepTogether ?? type?.keepTogether ?? false
  if (above.length === 0 && !together) return content
  const dealt = pagedTogether(content, { together, over: above })
  if (dealt !== undefined) return dealt
  // Drawn after, so that a seal lies over the words; kept together, so that it never loses them at a page's end.
  return { stack: [content, ...above], unbreakable: true }
}

/** Letters that file systems refuse become a line; no name is empty. */
function safeFileName(text: string): string {
  const name = [...text].map((one) => (one < ' ' || '\\/:*?"<>|'.includes(one) ? '-' : one)).join('')
  return name.trim().replace(/^\.+/, '').slice(0, 120) || 'document'
}

/** A document that can be checked says how, at its end at the latest. */
function checkable(template: PrintDocument, data: PrintData, kit: PrintKit): PrintDocument {
  if (template.verification !== true || data.verification === undefined) return template
  const says = placedBlocks(template, kit.blocks).some(
    ({ block }) => kit.blocks.find(block.type)?.verifies === true,
  )
  const [type] = kit.blocks.all.filter(({ verifies }) => verifies === true)
  if (says || type === undefined) return template
  // On the page of the signatures, not alone on one more.
  const last = template.body.findLastIndex((block) => kit.blocks.find(block.type)?.floats !== true)
  const body = template.body.map((block, at) => {
    const together = block.keepTogether ?? kit.blocks.find(block.type)?.keepTogether ?? false
    return at === last && together ? { ...block, keepWithNext: true } : block
  })
  return { ...template, body: [...body, { type: type.type }] }
}

/** The language a template is written in: its own, or the reader's. */
export function printLocale(template: PrintDocument, reader: 'zh' | 'en'): 'zh' | 'en' {
  const { language } = template
  if (language === undefined) return reader
  return language === 'en' ? 'en' : 'zh'
}

/**
 * Fills a template with a record. Pure: the same template and data give the same pages. Hidden and empty blocks leave no
 * trace; an empty value is empty text. See `toDocDefinition` and the runtime's PDF renderer for what comes after.
 */
export function renderTemplate(
  template: PrintDocument,
  given: PrintData & {
    readonly view?: DesignView
    /** Is told what the print leaves short. */
    readonly remarks?: Remarks
  },
  kit: PrintKit,
): PageDefinition {
  const { view = {}, remarks, ...rest } = given
  const data: PrintData = { ...rest, locale: printLocale(template, given.locale) }
  const all = view.all === true
  const marked = view.marked === true
  const paths = new Map(placedBlocks(template, kit.blocks).map(({ block, path }) => [block, path] as const))
  const floats = floatsOf(template, kit)
  const render = (blocks: readonly PrintBlockDocument[], ctx: PrintContext): Content[] =>
    withNext(
      blocks.flatMap((block) => {
        const content = renderBlock(block, { kit, floats, ctx, all, paths, marked, remarks })
        return content === null ? [] : [{ block, content }]
      }),
    )
  const ctx = printContext(data, kit, { render, both: template.language === 'both', all })
  const [first, ...further] = filledSections(checkable(template, data, kit), {
    kit,
    ctx,
    isVisible: (block) => isVisible(block, { ctx, all }),
    remarks,
  })
  const title = say(template.label, data.locale)
  return {
    ...(first as PageSection),
    title,
    createdAt: data.dated ?? data.now,
    fileName: safeFileName(ctx.fill(template.fileName ?? title)),
    defaultStyle: { font: printFont, fontSize: 10, lineHeight: 1.2, color: '#1E2227' },
    ...(further.length === 0 ? {} : { further }),
  }
}
