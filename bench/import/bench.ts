import { clear, importOnce } from '../kit/imports.ts'
import { interleaved, lineOf, perThousand } from '../kit/rounds.ts'
import { onStage } from '../kit/stage.ts'
import type { Measurement } from '../kit/types.ts'
import { csvOf } from './file.ts'

/** A CSV of 20 columns, typed, validated, looked through for doubles, beside COPY and the same indexes. */
export const measurement: Measurement = {
  name: 'import',
  run: ({ rounds, effort }) =>
    onStage(
      'import',
      () => Promise.resolve(),
      async ({ ours, limit, side, pool }) => {
        const lines = Math.ceil(100_000 * effort)
        const file = csvOf(1, lines)
        const mine = perThousand(side('ours', lines, () => importOnce(ours, file)))
        const bare = perThousand(
          side('limit', lines, async () => {
            await limit.call({
              method: 'POST',
              path: '/import',
              raw: { type: 'text/csv', bytes: file.bytes },
            })
          }),
        )
        const measured = await interleaved(
          {
            ours: async () => {
              await clear(pool)
              return mine()
            },
            limit: async () => {
              await clear(pool)
              return bare()
            },
          },
          rounds,
        )
        return lineOf('import', measured, {
          unit: 'CPU ms of server and database per 1,000 lines of 20 columns',
          reach: { of: 'limit/ours', bound: 0.6 },
          judged: 'total',
          more: { lines },
        })
      },
    ),
}
