import type { FlowInstance } from '@mortise/flows'
import { type Actor, uploader } from '@mortise/store'
import type { Unit } from '../../context/unit.ts'
import { errors } from '../../errors.ts'

/** Files that come with a decision must have been brought by whoever decides; from now on they are kept. */
export async function holdFiles(unit: Unit, actor: Actor, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  for (const id of ids) {
    const row = await unit.tx.side.file(id)
    if (row === null || row.createdBy === null || row.createdBy !== uploader(actor))
      throw errors.FILE_NOT_FOUND()
  }
  await unit.tx.side.looseFiles.hold(ids)
}

/** Whether a decision of a run came with a file. */
export function runHolds(instance: FlowInstance, fileId: string): boolean {
  return instance.items.some(
    (item) => item.signature === fileId || item.attachments?.includes(fileId) === true,
  )
}
