import { csvOf } from '../import/file.ts'
import { clear, type ImportFile, importOnce } from '../kit/imports.ts'
import { interleaved, lineOf, perThousand, type Side } from '../kit/rounds.ts'
import { onStage } from '../kit/stage.ts'
import type { Measurement } from '../kit/types.ts'
import { xlsxOf } from './file.ts'

/** An XLSX of 20 columns beside our own import of the same rows as CSV; and the memory it takes. */
export const measurement: Measurement = {
  name: 'import-xlsx',
  run: ({ rounds, effort }) =>
    onStage(
      'import-xlsx',
      () => Promise.resolve(),
      async ({ ours, side, pool, memory }) => {
        const lines = Math.ceil(200_000 * effort)
        const watched = await memory('ours')
        const way = (file: ImportFile): Side => {
          const cost = side('ours', lines, () => watched.watch(() => importOnce(ours, file)))
          return async () => {
            await clear(pool)
            return perThousand(cost)()
          }
        }
        const sides = { ours: way(await xlsxOf(1, lines)), limit: way(csvOf(1, lines)) }
        const measured = await interleaved(sides, rounds)
        return lineOf('import-xlsx', measured, {
          unit: 'CPU ms of server and database per 1,000 lines of 20 columns',
          reach: { of: 'limit/ours', bound: 0.25 },
          judged: 'total',
          memory: watched.over(),
          memoryBound: 300,
          more: { lines, idle: Math.round(watched.idle) },
        })
      },
    ),
}
