import { say } from '@mortise/errors'
import { extensionList, type MailBlockDocument, type MailDocument } from '@mortise/schema'
import { printContext } from '../context.ts'
import type { BlockType } from '../define.ts'
import { colourOf, textOf } from '../settings.ts'
import type { PrintData, PrintKit } from '../types.ts'
import { mostDeep } from '../walk.ts'
import { blocksOfMail } from './blocks-of.ts'
import type { MailBlockType, MailContext } from './define.ts'
import { frame, sides } from './look.ts'
import { el, type MailNode, type MailPart } from './node.ts'
import type { MailKit, MailRemark, RenderedMail } from './types.ts'

/** What a mail is filled with: what a print is, and the way to the record for its reader. */
export type MailData = PrintData & {
  /** Address of the record; absent for readers who can't open it. */
  readonly recordUrl?: string | undefined
  /** As its designer looks at it: what conditions hide is there too, and each block says where it stands. */
  readonly view?: { readonly marked?: boolean; readonly all?: boolean }
}

const accentColour = '#2B5797'
const noBlocks: PrintKit['blocks'] = extensionList<BlockType>([])

type Drawing = {
  readonly kit: MailKit
  readonly ctx: MailContext
  readonly all: boolean
  readonly marked: boolean
  readonly remark: (remark: MailRemark) => void
}

function isShown(block: MailBlockDocument, { ctx, all }: Drawing): boolean {
  return all || block.visible === undefined || ctx.evaluate(block.visible) === true
}

/** What a block was to show and can't, for those who look after it. */
function remarked(
  block: MailBlockDocument,
  at: string,
  given: { readonly type: MailBlockType; readonly drawing: Drawing },
): void {
  const { type, drawing } = given
  const asset = textOf(block, 'asset')
  if (asset !== '' && drawing.ctx.image(asset) === undefined) drawing.remark({ at, picture: asset })
  const unfit = type.unfit?.(block, drawing.ctx)
  if (unfit !== undefined) drawing.remark({ at, address: unfit.slice(0, 80) })
}

function drawBlock(block: MailBlockDocument, at: string, drawing: Drawing): MailPart | null {
  // A block of an unknown type says nothing; the check at publish names it.
  const type = drawing.kit.mailBlocks.find(block.type)
  if (type === undefined || !isShown(block, drawing)) return null
  remarked(block, at, { type, drawing })
  return type.toMail(block, drawing.ctx, (list, blocks) => drawList(blocks, `${at}${list}`, drawing))
}

const deepOf = (list: string): number => list.split('/').filter((part) => /^\d+$/.test(part)).length

/** Blocks one below the other. Those of a block stand on the room at its sides. */
function drawList(blocks: readonly MailBlockDocument[], list: string, drawing: Drawing): MailPart {
  const { marked, kit } = drawing
  const outermost = list === '/blocks'
  if (deepOf(list) > mostDeep * 2) return { nodes: [], text: '' }
  const parts = blocks.flatMap((block, index) => {
    const at = `${list}/${index}`
    const part = drawBlock(block, at, drawing)
    if (part === null && !marked) return []
    const wide = kit.mailBlocks.find(block.type)?.wide === true
    return [{ nodes: part?.nodes ?? [], text: part?.text ?? '', at, wide, hidden: part === null }]
  })
  const rows = parts.map(({ nodes, at, wide, hidden }): MailNode => {
    const [side, narrow] = outermost && !wide ? [sides.wide, sides.narrow] : [0, 0]
    const cell = {
      style: { padding: `8px ${side}px` },
      ...(side === 0 ? {} : { narrow: { paddingLeft: narrow, paddingRight: narrow } }),
      ...(marked ? { at } : {}),
      ...(hidden ? { hidden } : {}),
    } as const
    return el('tr', {}, [el('td', cell, nodes)])
  })
  return {
    nodes: rows.length === 0 && !marked ? [] : [frame(marked ? { list } : {}, rows)],
    text: parts
      .map(({ text }) => text)
      .filter((text) => text !== '')
      .join('\n\n'),
  }
}

/** Line breaks and control letters within a header would begin a header of their own. */
const oneLine = (text: string, most: number): string =>
  [...text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim()].slice(0, most).join('')

/** The language a template is written in: its own, or the reader's. */
export function mailLocale(mail: Pick<MailDocument, 'language'>, reader: 'zh' | 'en'): 'zh' | 'en' {
  return mail.language ?? reader
}

/**
 * Fills a mail template with a record. Pure: the same template and data give the same mail. Blocks whose conditions say no
 * leave no trace, values are words and never anything else.
 */
export function renderMail(mail: MailDocument, given: MailData, kit: MailKit): RenderedMail {
  const { view = {}, recordUrl, ...rest } = given
  const data: PrintData = { ...rest, locale: mailLocale(mail, given.locale) }
  const remarks: MailRemark[] = []
  const all = view.all === true
  const around = printContext(data, { ...kit, blocks: noBlocks }, { render: () => [], both: false, all })
  const ctx: MailContext = { ...around, accent: colourOf(mail, 'color') ?? accentColour, record: recordUrl }
  const drawing: Drawing = { kit, ctx, all, marked: view.marked === true, remark: (one) => remarks.push(one) }
  const { nodes, text } = drawList(blocksOfMail(mail), '/blocks', drawing)
  const filled = (words: MailDocument['preheader']): string => ctx.fill(ctx.say(words))
  return {
    subject: oneLine(filled(mail.subject), 200) || say(mail.label, data.locale),
    preheader: oneLine(filled(mail.preheader), 200),
    locale: data.locale,
    accent: ctx.accent,
    body: nodes,
    text,
    pictures: picturesIn(nodes),
    remarks,
  }
}

/** Names of the pictures that are shown, each once. */
function picturesIn(nodes: readonly MailNode[]): readonly string[] {
  const names = (all: readonly MailNode[]): readonly string[] =>
    all.flatMap((node) =>
      typeof node === 'string'
        ? []
        : [...(node.asset === undefined ? [] : [node.asset]), ...names(node.children)],
    )
  return [...new Set(names(nodes))].toSorted()
}
