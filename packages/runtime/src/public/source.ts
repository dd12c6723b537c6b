import type { Json } from '@mortise/expressions'
import type { FormProgram } from '@mortise/forms'
import type { FormDocument, RecordValues } from '@mortise/schema'

/** Where a submission came from, as the address of the page told it. */
export type PublicSource = {
  readonly [name in 'utmSource' | 'utmMedium' | 'utmCampaign' | 'channel']?: string
}

const names = ['utmSource', 'utmMedium', 'utmCampaign'] as const

/** Reads what a page says of its address; the channel is that of the link and nobody else's to say. */
export function readSource(given: unknown, channel: string): PublicSource {
  const found: { [name: string]: string } = channel === '' ? {} : { channel }
  if (typeof given === 'object' && given !== null && !Array.isArray(given))
    for (const name of names) {
      const value: unknown = Object.hasOwn(given, name)
        ? (given as { [name: string]: unknown })[name]
        : undefined
      if (typeof value === 'string' && value !== '' && value.length <= 200 && !/\p{Cc}/u.test(value))
        found[name] = value
    }
  return found
}

/** Values for the fields that keep the source. What a field can't hold is left to the submission's own note. */
export function sourceValues(
  program: FormProgram,
  form: FormDocument,
  given: { readonly source: PublicSource; readonly locale: 'zh' | 'en'; readonly timeZone: string },
): RecordValues {
  const values: { [field: string]: Json } = {}
  for (const [name, key] of Object.entries(form.public?.source ?? {})) {
    const text = given.source[name as keyof PublicSource]
    const plan = program.tables.get('')?.fields.get(key)
    if (text === undefined || plan === undefined || plan.computed) continue
    const read = plan.type.parse(text, {
      field: plan.document,
      locale: given.locale,
      timeZone: given.timeZone,
    })
    if (read.ok && read.value !== null) values[key] = read.value
  }
  return values
}
