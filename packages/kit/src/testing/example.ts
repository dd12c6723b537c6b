import type { ErrorDetail } from '@mortise/errors'
import {
  type AppDocuments,
  checkAppData,
  checkModel,
  compileModel,
  type DocumentKind,
  documentKey,
  documentKinds,
  type Model,
  optionsOf,
  type PartKind,
  partsOf,
} from '@mortise/schema'
import { builtinKit, inspectionOf } from '../index.ts'

/** An app compiled, with everything that is wrong with it. */
export function inspect(app: AppDocuments): {
  readonly model: Model
  readonly problems: readonly ErrorDetail[]
} {
  const { checks, further } = inspectionOf(builtinKit)
  const { model, problems } = compileModel({ apps: [app], fieldFacts: builtinKit.fields, version: 1 })
  const named = [...problems, ...checkModel(model, checks), ...checkAppData(app, model)]
  return { model, problems: named.length > 0 ? named : (further?.(model) ?? []) }
}

/** A document or field that can be renamed. */
export type Element = {
  readonly kind: DocumentKind
  readonly key: string
  readonly field?: string
  readonly option?: string
  readonly part?: PartKind
  readonly name?: string
}

/** Every document of an app but itself, and every field. */
export function elementsOf(app: AppDocuments): readonly Element[] {
  return documentKinds.flatMap((kind): readonly Element[] => {
    if (kind === 'app') return []
    return app[kind].flatMap((document): readonly Element[] => {
      const own: Element = { kind, key: documentKey(kind, document) }
      if (kind !== 'entity') return [own]
      const entity = app.entity.find((one) => one.key === document.key)
      return [own, ...(entity?.fields ?? []).map((field) => ({ ...own, field: field.key }))]
    })
  })
}

/** Every option of every choice field. */
export function optionElementsOf(app: AppDocuments): readonly Element[] {
  return app.entity.flatMap((entity) =>
    entity.fields.flatMap((field) =>
      optionsOf(field).map(({ value }) => ({
        kind: 'entity' as const,
        key: entity.key,
        field: field.key,
        option: value,
      })),
    ),
  )
}

/** Every part of a document that something names: nodes, columns of reports, widgets, rules of an entity. */
export function partElementsOf(app: AppDocuments): readonly Element[] {
  return documentKinds.flatMap((kind): readonly Element[] => {
    if (kind === 'app') return []
    return app[kind].flatMap((document) =>
      partsOf(kind, document).map((one) => ({ kind, key: documentKey(kind, document), ...one })),
    )
  })
}
