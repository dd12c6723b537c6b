import type { Workspace } from '../../context/workspace.ts'
import { auditTaken, fileOfResults, type ReportFormat } from '../files/make.ts'
import type { TargetResult } from '../target.ts'
import type { Served } from './served.ts'

/** A file that was made for somebody and put away, until the run that it belongs to is written. */
export type KeptFile = {
  readonly name: string
  readonly type: string
  readonly size: number
  readonly hash: string
  /** There was more than it shows. */
  readonly cut: boolean
}

/** Makes a file of what somebody may see and take, and notes that it leaves the house. */
export async function keptFile(
  workspace: Workspace,
  { actor, target }: Served,
  given: { readonly results: readonly TargetResult[]; readonly format: ReportFormat },
): Promise<KeptFile> {
  const { fileName, type, bytes, cut } = await fileOfResults(workspace, actor, { target, ...given })
  const { size, hash } = await workspace.options.files.put(bytes)
  await auditTaken(workspace, actor, { target, format: given.format, action: 'report_sent' })
  return { name: fileName, type, size, hash, cut: cut === true }
}

/**
 * The picture that a mail shows beside what it is about. It is no reason to tell nothing: where it can't be drawn, the mail
 * goes without it.
 */
export async function pictureOf(
  workspace: Workspace,
  served: Served,
  results: readonly TargetResult[],
): Promise<KeptFile | undefined> {
  try {
    return await keptFile(workspace, served, { results, format: 'png' })
  } catch (error) {
    workspace.options.log.error('picture of a report not drawn', {
      run: served.run.id,
      error: String(error),
    })
    return undefined
  }
}
