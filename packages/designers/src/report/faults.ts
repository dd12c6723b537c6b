import { say } from '@mortise/errors'
import { useMemo } from 'react'
import { slotsOf } from './slots.ts'
import type { ReportEditor } from './use-report-editor.ts'

/**
 * What the engine refuses, by the part of the screen it is about: a dimension or measure by its key, a condition by
 * `filter`, `group` or `join` and its place, a setting by `slot` and its key.
 */
export type Faults = {
  readonly at: (part: string) => string | undefined
  /** Everything that is wrong, with the name of the part it is about. */
  readonly all: readonly { readonly name: string | undefined; readonly text: string }[]
}

type Editing = Pick<ReportEditor, 'problems' | 'report' | 'source' | 'nameOf'>

/** The part of the screen that a place in the document is shown at, and what that part is called. */
function partAt(
  editing: Editing,
  path: string,
): { readonly part: string; readonly name: string | undefined } {
  const { report, source } = editing
  const [first = '', second = '', ...rest] = path.split('/').slice(1)
  const measure = first === 'measures' ? report.measures?.[Number(second)] : undefined
  const dimension = first === 'dimensions' ? report.dimensions?.[Number(second)] : undefined
  const one = measure ?? dimension
  if (one !== undefined) return { part: one.key, name: editing.nameOf(one) }
  if (first === 'joins') return { part: `join ${report.joins?.[Number(second)]?.key ?? ''}`, name: undefined }
  if (first === 'having') return { part: 'group', name: undefined }
  if (report.kind !== undefined && first === report.kind) {
    const key = [second, ...rest].join('.')
    const slot = slotsOf(editing).find((one) => key === one.key || key.startsWith(`${one.key}.`))
    return {
      part: `slot ${slot?.key ?? key}`,
      name: slot === undefined ? undefined : say(slot.setting.label, source.locale),
    }
  }
  return { part: first, name: undefined }
}

/** Keys mean nothing to a reader: in the engine's words they become the names on the screen. */
function named(editing: Editing, text: string): string {
  const { report } = editing
  return [...(report.dimensions ?? []), ...(report.measures ?? [])].reduce(
    (said, one) =>
      said
        .replaceAll(`“${one.key}”`, `“${editing.nameOf(one)}”`)
        .replaceAll(`"${one.key}"`, `"${editing.nameOf(one)}"`),
    text,
  )
}

/** What the engine refuses of a report, put where it is about. */
export function faultsOf(editing: Editing): Faults {
  const found = editing.problems.map(({ path, message }) => ({
    ...partAt(editing, path ?? ''),
    text: named(editing, say(message, editing.source.locale)),
  }))
  return {
    at: (part) => found.find((one) => one.part === part)?.text,
    all: found.map(({ name, text }) => ({ name, text })),
  }
}

/** The faults of the report being edited. */
export function useFaults(editor: ReportEditor): Faults {
  const { problems, report, source } = editor
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => faultsOf(editor), [problems, report, source])
}
