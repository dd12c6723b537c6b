import type { PrintDocument } from '@mortise/schema'
import { useDrawn } from '../blocks/use-drawn.ts'
import type { DraftLayout } from '../workbench/prints-api.ts'
import { useWorkbench } from '../workbench/context.tsx'

/** The pages of a template as they print, and what they are of. What was shown stays until the next is there. */
export type LaidOut = {
  readonly layout: DraftLayout | undefined
  /** What the layout was made of: a later edit may have moved blocks. */
  readonly print: PrintDocument | undefined
  readonly busy: boolean
  /** Why the newest edit could not be laid out, in the reader's words. */
  readonly fault: string | undefined
}

/** Lays the template out over a record, after each edit. */
export function useLayout(
  print: PrintDocument,
  { record, all }: { readonly record: string | undefined; readonly all: boolean },
): LaidOut {
  const { api } = useWorkbench()
  const { result, document, busy, fault } = useDrawn(print, `${record ?? ''} ${all}`, (template, signal) =>
    api.layoutPrint({ print: template, all, ...(record === undefined ? {} : { id: record }) }, signal),
  )
  return { layout: result, print: document, busy, fault }
}
