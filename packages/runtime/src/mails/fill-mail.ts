import { language } from '@mortise/expressions'
import { mailHtml, type MailData, mailReads, renderMail, type RenderedMail } from '@mortise/prints/mail'
import type { EntityModel, MailDocument } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import type { Letter } from '../notices/letter.ts'
import { visibilityOf } from '../model/visible.ts'
import { aroundRecord, type Surroundings } from '../prints/around-record.ts'
import { companyDetails } from '../prints/company.ts'
import { picturesFor } from '../prints/pictures-for.ts'
import { rowRoom } from '../prints/room.ts'
import type { RuntimeOptions } from '../types.ts'

/** What is written: of which record by which template, and how its designer looks at it. */
export type MailFilling = {
  readonly template: MailDocument
  readonly entity: EntityModel
  /** Null for a mail about nothing as yet: every field is empty. */
  readonly id: string | null
  /** Whether its reader belongs to the workspace, so that there is a way to the record. */
  readonly inside: boolean
  readonly view?: NonNullable<MailData['view']>
}

/** A mail with what was read of its record; `reached` is false for a reader who may not see it. */
export type FilledMail = {
  readonly mail: RenderedMail
  readonly assets: { readonly [name: string]: string }
  readonly reached: boolean
}

/** The lists that mails are made with. */
export function mailKit({ kit }: Pick<RuntimeOptions, 'kit'>): Parameters<typeof renderMail>[2] {
  return { mailBlocks: kit.mailBlocks, fields: kit.fields, language }
}

/** Address of a record, for people of the workspace. */
export function recordAddress({ options }: Pick<Unit, 'options'>, entity: string, id: string): string {
  return `${options.url}/r/${encodeURIComponent(entity)}/${id}`
}

/** What a reader of a record out of reach may know all the same: the names of fields that are no secret to that person. */
function outOfReach(unit: Unit, actor: Actor): Partial<Surroundings> {
  const { path } = visibilityOf(unit.published, actor, unit.options.kit)
  return { labelOf: () => '—', mayKnow: path, mayRead: () => false }
}

/**
 * Fills a mail template with a record as the actor may see it: what the actor may not read is empty. Lookups find nothing,
 * since what they tell nobody has a right to. Throws PRINT_ROWS_MANY.
 */
export async function fillMail(
  unit: Unit,
  actor: Actor,
  { template, entity, id, inside, view = {} }: MailFilling,
): Promise<FilledMail> {
  const { model } = unit.published
  const reads = mailReads(template, model, mailKit(unit.options))
  const known = unit.published.access(actor).entity(entity.key) !== undefined
  const record = id === null || !known ? null : await unit.door(actor).get(entity.key, id, { rows: 'all' })
  const values = record?.values ?? {}
  const { links, rows, ...around } =
    record === null || id === null
      ? outOfReach(unit, actor)
      : await aroundRecord(unit, actor, { entity, id, values, reads, room: rowRoom().record() })
  const assets = await picturesFor(unit, reads.assets)
  const mail = renderMail(
    template,
    {
      view,
      ...around,
      model,
      record: {
        entity: entity.key,
        id: id ?? '',
        values: record === null ? values : { ...values, id },
        isNew: false,
        ...(links === undefined ? {} : { links }),
        ...(rows === undefined ? {} : { rows }),
      },
      recordUrl: inside && record !== null ? recordAddress(unit, entity.key, record.id) : undefined,
      company: await companyDetails(unit),
      user: actor.user,
      now: unit.now,
      assets,
      timeZone: unit.timeZone,
      locale: actor.locale,
    },
    mailKit(unit.options),
  )
  return { mail, assets, reached: record !== null }
}

/** A letter with the names of the pictures that go along. */
export type PicturedLetter = Letter & { readonly pictures: readonly string[] }

/** A filled mail as it is sent. */
export function letterOfMail(mail: RenderedMail): PicturedLetter {
  return { subject: mail.subject, text: mail.text, html: mailHtml(mail), pictures: mail.pictures }
}
