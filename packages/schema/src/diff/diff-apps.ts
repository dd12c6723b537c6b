import type { Localized } from '@mortise/errors'
import {
  type AppDocuments,
  type DocumentByKind,
  type DocumentKind,
  documentKey,
  documentKinds,
} from '../documents/kinds.ts'
import { fileOf } from '../files/names.ts'
import { kindNames } from '../words.ts'
import type { EntityChange } from './entity-change.ts'
import { type EntityStep, entitySteps } from './entity-steps.ts'
import { sameJson } from './equal.ts'
import { type Element, matchElements } from './match.ts'
import { named, type TypeWords } from './sentences.ts'

/** One difference between two versions of an app, for people and, for entities, for the database. */
export type Change = {
  readonly type: 'added' | 'removed' | 'renamed' | 'changed'
  readonly kind: DocumentKind
  /** Stored name after the change (before it, when removed). */
  readonly key: string
  /** Stored name before a rename. */
  readonly from?: string
  readonly file: string
  readonly sentence: Localized
  /** Structural steps with a sentence each; only for entities, and only where the database is touched. */
  readonly steps?: readonly { readonly change: EntityChange; readonly sentence: Localized }[]
}

type AnyDocument = DocumentByKind[DocumentKind]

const verbs: {
  readonly [K in Change['type']]: (
    what: Localized,
    name: Localized,
    keys: { readonly from: string; readonly key: string },
  ) => Localized
} = {
  added: (what, name) => ({ zh: `新增${what.zh}${name.zh}`, en: `new ${what.en} ${name.en}` }),
  removed: (what, name) => ({ zh: `删除${what.zh}${name.zh}`, en: `${what.en} ${name.en} is removed` }),
  renamed: (what, name, { from, key }) => ({
    zh: `${what.zh}${name.zh}的标识由 ${from} 改为 ${key}`,
    en: `the key of ${what.en} ${name.en} changes from ${from} to ${key}`,
  }),
  changed: (what, name) => ({ zh: `${what.zh}${name.zh}有改动`, en: `${what.en} ${name.en} changes` }),
}

function makeChange(
  type: Change['type'],
  kind: DocumentKind,
  pair: { readonly shown: AnyDocument; readonly from?: string },
): Change {
  const { shown, from } = pair
  const key = documentKey(kind, shown)
  const label = 'label' in shown ? shown.label : undefined
  const sentence = verbs[type](kindNames[kind], named({ key, ...(label === undefined ? {} : { label }) }), {
    from: from ?? key,
    key,
  })
  const change: Change = { type, kind, key, file: fileOf(kind, shown), sentence }
  return from === undefined ? change : { ...change, from }
}

function documentsOf(app: AppDocuments, kind: DocumentKind): readonly AnyDocument[] {
  return kind === 'app' ? [app.app] : app[kind]
}

function diffKind(kind: DocumentKind, before: AppDocuments, after: AppDocuments): readonly Change[] {
  const keyOf = (one: Element): string => documentKey(kind, one)
  // An app has one `app.json`, so that it is the same element whatever its key.
  const matched =
    kind === 'app'
      ? {
          added: [],
          removed: [],
          kept: [{ before: before.app as AnyDocument, after: after.app as AnyDocument }],
        }
      : matchElements<AnyDocument>(documentsOf(before, kind), documentsOf(after, kind), keyOf)
  return [
    ...matched.removed.map((shown) => makeChange('removed', kind, { shown })),
    ...matched.added.map((shown) => makeChange('added', kind, { shown })),
    ...matched.kept.flatMap((pair) => {
      const from = documentKey(kind, pair.before)
      if (from !== documentKey(kind, pair.after))
        return [makeChange('renamed', kind, { shown: pair.after, from })]
      return sameJson(pair.before, pair.after) ? [] : [makeChange('changed', kind, { shown: pair.after })]
    }),
  ]
}

function withSteps(changes: readonly Change[], steps: readonly EntityStep[]): readonly Change[] {
  return changes.map((one) => {
    if (one.kind !== 'entity') return one
    // An entity may take the key of one that goes: each has steps of its own.
    const own = steps.filter(
      (step) => step.entity === one.key && (step.change.type === 'drop_entity') === (one.type === 'removed'),
    )
    return own.length === 0
      ? one
      : { ...one, steps: own.map(({ change, sentence }) => ({ change, sentence })) }
  })
}

/**
 * What changes from one version of an app to another, told by element id (by key where there is none). Entities carry
 * the structural steps that `store` turns into DDL; use `entityChanges` for them alone, in the order to carry out.
 * `types` says what field types are called.
 */
export function diffApps(before: AppDocuments, after: AppDocuments, types?: TypeWords): readonly Change[] {
  const changes = documentKinds.flatMap((kind) => diffKind(kind, before, after))
  return withSteps(changes, entitySteps(before.entity, after.entity, types))
}

/** What changes where an app goes as a whole, itself included. */
export function appRemoved(app: AppDocuments, types?: TypeWords): readonly Change[] {
  const nothing = Object.fromEntries(documentKinds.map((kind) => [kind, kind === 'app' ? app.app : []]))
  const changes = diffApps(app, nothing as unknown as AppDocuments, types)
  return [makeChange('removed', 'app', { shown: app.app }), ...changes]
}
