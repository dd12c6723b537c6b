import type { ErrorDetail } from '@mortise/errors'
import { checkModel } from './check/check-model.ts'
import { checkAppData } from './check/data.ts'
import type { ModelChecks } from './check/types.ts'
import { compileModel } from './compile/compile-model.ts'
import type { AppDocuments } from './documents/kinds.ts'
import type { FieldFacts } from './extension/field-facts.ts'
import type { ExtensionList } from './extension/head.ts'
import { documentEntries } from './files/entries.ts'
import { loadApp } from './files/load.ts'
import type { Model } from './model/model.ts'
import type { Validator } from './validate/validator.ts'

/** What an app folder is looked at with. */
export type Inspection = {
  readonly validator: Validator
  readonly fieldFacts: ExtensionList<FieldFacts>
  readonly checks: ModelChecks
  /** Checks that only engines can make, asked when names and types are right. */
  readonly further?: (model: Model) => readonly ErrorDetail[]
  /** Other apps of the workspace that this one may refer to. */
  readonly others?: readonly AppDocuments[]
}

/** An app with everything found in it; `documents` and `model` as far as it could be read. */
export type InspectedApp = {
  readonly documents?: AppDocuments
  readonly model?: Model
  readonly problems: readonly ErrorDetail[]
}

/** Problems of shape that leave a document readable: the checks that follow can still tell more. */
const harmless: ReadonlySet<string> = new Set(['SCHEMA_UNKNOWN_KEY'])

/**
 * The whole way of publish checks over an app's files (path → text): read, check shapes, compile, check meaning. Goes on
 * as long as what was found leaves the documents readable, so that a person sees as much as possible at once.
 */
export function inspectApp(files: ReadonlyMap<string, string>, given: Inspection): InspectedApp {
  const { documents, problems: unread } = loadApp(files)
  if (documents === undefined) return { problems: unread }
  const shapes = documentEntries(documents).flatMap(({ kind, document, file }) =>
    given.validator.validateDocument(kind, document, file),
  )
  if (shapes.some((one) => !harmless.has(one.code))) return { documents, problems: shapes }
  const apps = [documents, ...(given.others ?? [])]
  const { model, problems: clashes } = compileModel({ apps, fieldFacts: given.fieldFacts, version: 0 })
  const named = [...shapes, ...clashes, ...checkModel(model, given.checks), ...checkAppData(documents, model)]
  return { documents, model, problems: named.length > 0 ? named : (given.further?.(model) ?? []) }
}
