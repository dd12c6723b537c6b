import type { ErrorDetail } from '@mortise/errors'
import {
  type DocumentByKind,
  fileOf,
  type Model,
  type ModelChecks,
  type Settings,
  visitDocument,
} from '@mortise/schema'
import type { Kit } from './kit.ts'

const kinds = ['rule', 'flow'] as const

/** Publish check of what actions say of their own settings, wherever they stand in rules and flows. */
export function checkActions(
  model: Model,
  { kit, extensions }: { readonly kit: Pick<Kit, 'actions'>; readonly extensions: ModelChecks['extensions'] },
): readonly ErrorDetail[] {
  const inDocument = <K extends (typeof kinds)[number]>(
    kind: K,
    document: DocumentByKind[K],
  ): readonly ErrorDetail[] =>
    visitDocument(model, extensions, { kind, document }).flatMap(({ holds, value, parts, context }) => {
      if (holds !== 'action' || typeof value !== 'object' || value === null) return []
      const settings = value as Settings
      const type = kit.actions.find(String(settings['type'] ?? ''))
      const found = type?.check?.(settings, { entity: context.home ?? '', document: model.document }) ?? []
      return found.map(({ path, error }) => ({
        file: fileOf(kind, document),
        path: `/${parts.join('/')}${path}`,
        code: error.code,
        message: error.text,
      }))
    })
  return kinds.flatMap((kind) => model.documents(kind).flatMap((one) => inDocument(kind, one)))
}
