import type { ErrorDetail } from '@mortise/errors'
import { fillParts, type MailDocument, type Model } from '@mortise/schema'
import {
  checkIds,
  type Checking,
  checkNames,
  checkRead,
  checkSettings,
  checkTemplateText,
  checkVisible,
  hint,
  problem,
} from '../check-reads.ts'
import { errors } from '../errors.ts'
import { printScope } from '../scope.ts'
import { textOf, wordings } from '../settings.ts'
import { isTooDeep, mostDeep, type PlacedBlock } from '../walk.ts'
import { safeAddress } from './address.ts'
import { placedMailBlocks } from './mail-reads.ts'
import type { MailKit } from './types.ts'

/** What a mail template is checked against. */
export type MailTemplateContext = MailKit & { readonly model: Model }

type MailChecking = MailTemplateContext & Checking

/** An address that holds places is judged by what is written: what fills them is only known when it is sent. */
function isAddress(text: string): boolean {
  const parts = fillParts(text)
  const [first] = parts
  // What begins with a field can be one; whether it is shows when the mail is made.
  if (first !== undefined && !('text' in first)) return true
  return safeAddress(parts.map((part) => ('text' in part ? part.text : 'x')).join('')) !== undefined
}

function checkBlock(placed: PlacedBlock, checking: MailChecking): readonly ErrorDetail[] {
  const { block, path } = placed
  const type = checking.mailBlocks.find(block.type)
  if (type === undefined) {
    const near = hint(
      block.type,
      checking.mailBlocks.all.map((one) => one.type),
    )
    return [problem(`${path}/type`, errors.MAIL_BLOCK_UNKNOWN({ type: block.type, hint: near }))]
  }
  if (isTooDeep(placed)) return [problem(path, errors.PRINT_TOO_DEEP({ most: mostDeep }))]
  const reads = type.reads(block)
  const addresses = (type.addresses ?? []).filter((key) => reads.some(({ at }) => at === `/${key}`))
  return [
    ...checkSettings(placed, type),
    ...checkNames(placed, type),
    ...addresses
      .filter((key) => !isAddress(textOf(block, key)))
      .map((key) =>
        problem(`${path}/${key}`, errors.MAIL_ADDRESS({ address: textOf(block, key).slice(0, 80) })),
      ),
    ...(block.visible === undefined ? [] : checkVisible(block.visible, `${path}/visible`, checking)),
    ...reads.flatMap((read) => checkRead(read, path, checking)),
  ]
}

/** Every problem of a mail template, with JSON pointers into the document; empty when it can be published. */
export function validateMail(mail: MailDocument, ctx: MailTemplateContext): readonly ErrorDetail[] {
  const entity = ctx.model.entity(mail.entity)
  if (entity === undefined) return [problem('/entity', errors.MAIL_ENTITY_UNKNOWN({ entity: mail.entity }))]
  const checking: MailChecking = { ...ctx, entity }
  const placed = placedMailBlocks(mail, ctx)
  const scope = printScope(entity)
  const empty = placed.length === 0 ? [problem('/blocks', errors.MAIL_EMPTY())] : []
  const texts = (['subject', 'preheader'] as const).flatMap((key) =>
    wordings(mail[key]).flatMap((text) => checkTemplateText(text, `/${key}`, { scope, kit: ctx })),
  )
  // The words of a template without blocks are read as one block, and told where they stand.
  const told = (one: ErrorDetail): ErrorDetail =>
    mail.blocks === undefined ? { ...one, path: '/body' } : one
  return [
    ...empty,
    ...checkIds(placed),
    ...texts,
    ...placed.flatMap((one) => checkBlock(one, checking)).map(told),
  ]
}
