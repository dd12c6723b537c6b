import type { DataDocument } from '../documents/data.ts'
import type { RunsDocument, ToldRun } from '../documents/runs.ts'
import { renameValues } from './rename-data.ts'
import type { RenameContext } from './rename-document.ts'

/** Runs of demo rows under new names of flows, fields and options. `data`: the rows as they were before. */
export function renameRuns(
  runs: RunsDocument,
  data: readonly DataDocument[],
  context: RenameContext,
): RunsDocument {
  const entities = new Map<string, string>(
    data.flatMap(({ entity, rows }) => rows.map(({ $key }) => [`$${$key ?? ''}`, entity] as const)),
  )
  const renamed = (run: ToldRun): ToldRun => {
    const entity = entities.get(run.record)
    const { before, steps, then } = run
    return {
      ...run,
      flow: context.names.document('flow', run.flow),
      ...(before === undefined ? {} : { before: renameValues(before, entity, context) }),
      ...(steps === undefined
        ? {}
        : {
            steps: steps.map((step) =>
              step.values === undefined
                ? step
                : { ...step, values: renameValues(step.values, entity, context) },
            ),
          }),
      ...(then === undefined
        ? {}
        : { then: then.map((one) => ({ ...one, set: renameValues(one.set, entity, context) })) }),
    }
  }
  return { ...runs, runs: runs.runs.map(renamed) }
}
