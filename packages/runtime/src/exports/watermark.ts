import { type Localized, say } from '@mortise/errors'
import { dateAt } from '@mortise/expressions'
import type { FieldModel } from '@mortise/schema'
import type { Actor } from '@mortise/store'

const head: Localized = { zh: '导出人', en: 'Exported by' }
const own: Localized = { zh: '敏感数据，请勿外传', en: 'sensitive, keep to yourself' }

/** A column that says in each row who took the data out and when: rows keep it wherever they are copied to. */
export type Watermark = { readonly head: string; readonly text: string }

/** The columns of an export that hold what a designer calls sensitive. */
export function sensitiveKeys(
  keys: readonly string[],
  fields: readonly (FieldModel | undefined)[],
): readonly string[] {
  return keys.filter((_, at) => fields[at]?.document.sensitive === true)
}

/** The mark for an export with sensitive columns; none where it has none. */
export function watermarkFor(
  sensitive: readonly string[],
  actor: Pick<Actor, 'name' | 'locale'>,
  at: { readonly now: number; readonly timeZone: string },
): Watermark | undefined {
  if (sensitive.length === 0) return undefined
  const text = `${actor.name} ${dateAt(at.now, at.timeZone)} ${say(own, actor.locale)}`
  return { head: say(head, actor.locale), text }
}
