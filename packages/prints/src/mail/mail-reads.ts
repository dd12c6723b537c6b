import type { MailDocument, Model } from '@mortise/schema'
import { textOf, wordings } from '../settings.ts'
import { assetNames, fetchedFor, noReads, type TemplateReads } from '../template-reads.ts'
import { placedIn, type PlacedBlock } from '../walk.ts'
import { blocksOfMail } from './blocks-of.ts'
import type { MailKit } from './types.ts'

/** Every block of a mail, those inside others too, in reading order. */
export function placedMailBlocks(
  mail: MailDocument,
  { mailBlocks }: Pick<MailKit, 'mailBlocks'>,
): readonly PlacedBlock[] {
  return placedIn(blocksOfMail(mail), { place: 'body', at: '/blocks' }, mailBlocks)
}

/** Finds out what a mail template reads of a record, so that one fetch brings all of it. */
export function mailReads(mail: MailDocument, model: Model, kit: MailKit): TemplateReads {
  const entity = model.entity(mail.entity)
  if (entity === undefined) return noReads
  const placed = placedMailBlocks(mail, kit)
  const parts = {
    reads: placed.flatMap(({ block }) => kit.mailBlocks.find(block.type)?.reads(block) ?? []),
    conditions: placed.flatMap(({ block }) => block.visible ?? []),
    texts: [...wordings(mail.subject), ...wordings(mail.preheader)],
  }
  return {
    ...fetchedFor(entity, parts, { model, kit }),
    reports: [],
    assets: assetNames(placed.map(({ block }) => textOf(block, 'asset'))),
  }
}
