import { builtinFieldTypes, type FieldType } from '@mortise/fields'
import {
  type AppDocuments,
  compileModel,
  documentKinds,
  type EntityDocument,
  type ExtensionList,
  extensionList,
  type FieldDocument,
  type FormDocument,
  type Model,
} from '@mortise/schema'

/** The field types a kit of a test has. */
export const fields: ExtensionList<FieldType> = extensionList(builtinFieldTypes)

/** A text field by key and Chinese name. */
export function textField(key: string, zh: string): FieldDocument {
  return { key, type: 'text', label: { zh, en: key } }
}

/** The model of an app that has these entities, these forms and nothing else. */
export function modelOf(entity: readonly EntityDocument[], form: readonly FormDocument[] = []): Model {
  const none = Object.fromEntries(documentKinds.map((kind) => [kind, []]))
  const app = {
    ...none,
    app: { key: 'a', label: 'A', version: '1.0.0' },
    entity,
    form,
  } as unknown as AppDocuments
  return compileModel({ apps: [app], fieldFacts: fields, version: 1 }).model
}
