import { setTimeout as delay } from 'node:timers/promises'
import { dataOf } from '../person.ts'
import type { Story, World } from './types.ts'

type Upload = { readonly id: string; readonly total: number }

const lineCount = 900

/** A file of leads, one in twelve of them hot. */
function csvOf(mark: string): string {
  const lines = Array.from({ length: lineCount }, (_, index) => {
    const hot = index % 12 === 5
    return [
      `${mark}-${index}`,
      `公司 ${index % 40}`,
      hot ? '总监' : '采购',
      hot ? '转介绍' : '电话咨询',
      hot ? 6 : 1,
    ].join(',')
  })
  return ['姓名,公司,职位,来源,访问次数', ...lines].join('\n')
}

/** Whether an import is still on its way: one at a time is enough. */
async function underWay({ admin }: World): Promise<boolean> {
  const known = dataOf<readonly { readonly state: string }[]>('imports', await admin.read('/api/imports'))
  return known.some((one) => one.state === 'running')
}

/** Somebody imports a file and goes home: whatever happens, it must come to its end by itself. */
export const importStory: Story = async (world) => {
  const { admin, ledger, next } = world
  if (world.importing.now || (await underWay(world))) return delay(50)
  world.importing.now = true
  const mark = `crash-import-${next()}`
  const form = (): FormData => {
    const made = new FormData()
    made.set('file', new File([csvOf(mark)], `${mark}.csv`, { type: 'text/csv' }))
    return made
  }
  try {
    const { id, total } = dataOf<Upload>(
      mark,
      await admin.write('POST', '/api/imports?entity=lead', { key: mark, form }),
    )
    if (total !== lineCount) throw new Error(`${mark}: ${total} lines counted, not ${lineCount}`)
    const mapping = { 姓名: 'name', 公司: 'company', 职位: 'title', 来源: 'source', 访问次数: 'visits' }
    const body = { mapping, options: { onMatch: 'create' } }
    const mapped = await admin.write('PUT', `/api/imports/${id}/mapping`, { key: `${mark}-mapping`, body })
    dataOf(`${mark} mapping`, mapped)
    const started = await admin.write('POST', `/api/imports/${id}/start`, { key: `${mark}-start` })
    // Sent again because the first answer was lost: it runs already.
    const runs = (started.body['error'] as { readonly code?: string } | undefined)?.code === 'IMPORT_STATE'
    if (!runs) dataOf(`${mark} start`, started)
    ledger.add({ kind: 'import', id, mark, lines: lineCount })
  } finally {
    world.importing.now = false
  }
}
