import type { ActionContext } from '@mortise/schema'

/** The person some levels above another: one for each `.manager` of `steps`. Null where nobody is. */
export function climb(
  user: string | null,
  steps: string,
  ctx: Pick<ActionContext, 'directory'>,
): string | null {
  const levels = steps.split('.').filter((step) => step === 'manager').length
  let id = user
  for (let level = 0; level < levels && id !== null; level += 1)
    id = ctx.directory.user(id)?.managerId ?? null
  return id
}
