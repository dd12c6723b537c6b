import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ErrorDetail } from '@mortise/errors'
import {
  type AppDocuments,
  checkAppData,
  checkModel,
  compileModel,
  type DocumentKind,
  documentKey,
  documentKinds,
  loadApp,
  type Model,
} from '@mortise/schema'
import { builtinKit, inspectionOf } from '../index.ts'

function jsonFiles(root: string, inside: string): readonly (readonly [string, string])[] {
  return readdirSync(join(root, inside), { withFileTypes: true }).flatMap((entry) => {
    const path = inside === '' ? entry.name : `${inside}/${entry.name}`
    if (entry.isDirectory()) return jsonFiles(root, path)
    return path.endsWith('.json') ? [[path, readFileSync(join(root, path), 'utf8')] as const] : []
  })
}

/** One of the example apps, read from its folder. */
export function readExample(name: string): AppDocuments {
  const root = new URL(`../../../../examples/${name}`, import.meta.url).pathname
  const { documents, problems } = loadApp(new Map(jsonFiles(root, '')))
  if (documents === undefined) throw new Error(JSON.stringify(problems))
  return documents
}

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
export type Element = { readonly kind: DocumentKind; readonly key: string; readonly field?: string }

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
