import type { ErrorDetail } from '@mortise/errors'
import { type DocumentKind, documentKey, documentKinds } from '../documents/kinds.ts'
import { problem } from '../errors.ts'
import { fileOf } from '../files/names.ts'
import type { Model } from '../model/model.ts'

type Placed = {
  readonly id: string | undefined
  readonly name: string
  readonly file: string
  readonly path: string
}

/** Ids that stand twice among things of one sort. */
function idsOnce(all: readonly Placed[]): readonly ErrorDetail[] {
  const first = new Map<string, string>()
  return all.flatMap(({ id, name, file, path }) => {
    if (id === undefined) return []
    const other = first.get(id)
    if (other === undefined) first.set(id, name)
    return other === undefined ? [] : [problem('MODEL_ID_TWICE', { file, path }, { name, other })]
  })
}

function documentIds(model: Model, kind: DocumentKind): readonly Placed[] {
  return model.documents(kind).map((document) => ({
    id: document.id,
    name: documentKey(kind, document),
    file: fileOf(kind, document),
    path: '/id',
  }))
}

/** Ids tell a rename from a delete-and-create, so that no two documents of a kind or fields of an entity share one. */
export function checkIds(model: Model): readonly ErrorDetail[] {
  const documents = documentKinds.flatMap((kind) => idsOnce(documentIds(model, kind)))
  const fields = model.entities.flatMap(({ document }) => {
    const file = fileOf('entity', document)
    const placed = document.fields.map(({ id, key }, index) => ({
      id,
      name: key,
      file,
      path: `/fields/${index}/id`,
    }))
    return idsOnce(placed)
  })
  return [...documents, ...fields]
}
