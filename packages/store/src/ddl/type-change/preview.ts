import type { Model } from '@mortise/schema'
import type { Runner } from '../../database/runner.ts'
import { addCounts, convertBatch, type Places } from './batch.ts'
import { isLarge } from './prepare.ts'
import { preparationOf, typeChangeRows, undoneBy } from './rows.ts'
import type { ConversionCounts, ConversionSample, TypeChange, TypeChangePreview } from './types.ts'
import { isWritten, valueChange } from './values.ts'

const batchSize = 5000
const samplesOfEach = 5

/** Works a change out over all records without writing anything. */
export async function previewTypeChange(
  runner: Runner,
  given: { readonly schema: string; readonly model: Model; readonly change: TypeChange },
): Promise<TypeChangePreview> {
  const { schema, model, change } = given
  const rows = await typeChangeRows(runner, schema)
  const origin = undoneBy(change, rows)?.keptColumn ?? undefined
  const places: Places = {
    schema,
    change,
    from: change.old.key,
    ...(origin === undefined ? {} : { origin }),
    turn: valueChange(change, model, origin !== undefined),
  }
  let counts: ConversionCounts = { rows: 0, exact: 0, changed: 0, impossible: 0, edited: 0 }
  const samples: ConversionSample[] = []
  let after: string | null = null
  while (isWritten(change.next)) {
    const done = await convertBatch(runner, places, { after, limit: batchSize })
    counts = addCounts(counts, done.counts)
    for (const sample of done.samples)
      if (samples.filter(({ outcome }) => outcome === sample.outcome).length < samplesOfEach)
        samples.push(sample)
    if (done.last === null) break
    after = done.last
  }
  return {
    ...counts,
    entity: change.entity.key,
    field: change.next.key,
    from: change.old.model.document.type,
    to: change.next.model.document.type,
    samples,
    restores: origin !== undefined,
    large: await isLarge(runner, schema, change.entity.key),
    prepared: preparationOf(change, rows)?.state === 'ready',
  }
}
